/** CCO Bridge: approved commitment change orders from Procore into Viewpoint Spectrum. */
package io.ccobridge;
