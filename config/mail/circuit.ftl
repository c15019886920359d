<#assign one = notices?last>Spectrum cannot be reached or refuses us; exports wait

Since ${one.since} no export goes through:
  ${one.reason!""}

${one.waiting} accepted change orders (${one.total}) are safe and wait. One probe goes on; exports go on by themselves when
Spectrum answers again. What is wrong is told by "cco-bridge doctor"; see also ${console}/status.
