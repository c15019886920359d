package io.ccobridge;

import io.ccobridge.settings.Setting;
import io.ccobridge.setup.SiteSettings;
import io.ccobridge.spectrum.CallLimits;
import io.ccobridge.spectrum.Curl;
import io.ccobridge.spectrum.Envelopes;
import io.ccobridge.spectrum.Planner;
import io.ccobridge.spectrum.ReferenceReader;
import io.ccobridge.spectrum.ReferenceRefreshes;
import io.ccobridge.spectrum.ReferenceTables;
import io.ccobridge.spectrum.SpectrumAuth;
import io.ccobridge.spectrum.SpectrumSettings;
import java.time.Duration;

/** Spectrum: how it is called, and what of its tables is kept here. */
final class SpectrumRoom {

    final Envelopes envelopes;
    final Planner planner;
    final Curl curl;
    final ReferenceRefreshes referenceRefreshes;

    /** How long a call may take. */
    final Duration timeout;

    SpectrumRoom(Ground ground) {
        SpectrumSettings spectrum = ground.site().spectrum();
        envelopes = new Envelopes(ground.config("spectrum"));
        planner = new Planner(spectrum);
        curl = new Curl(spectrum);
        timeout = ground.settings().duration(Setting.SPECTRUM_TIMEOUT);
        ground.bind("spectrumAuth", new SpectrumAuth(spectrum, timeout, ground.clock()));
        ground.bind("spectrumCallLimits", new CallLimits(SiteSettings.LARGEST_ANSWER, timeout));
        ground.bind("referenceReader", new ReferenceReader(spectrum, envelopes));
        ground.bind("referenceTables", new ReferenceTables(ground.dataSource(), ground.clock()));
        referenceRefreshes =
                ground.bind(
                        "referenceRefreshes",
                        new ReferenceRefreshes(
                                ground.dataSource(), ground.site().node(), ground.clock()));
    }
}
