<#assign one = notices?last>Spectrum cannot be reached or refuses us; exports wait

Since ${one.since} no export goes through:
  ${one.reason!""}

<#if notices?size gt 1>It opens and closes: ${notices?size} times since the mail before this one, and it may be closed by now.

</#if>${one.waiting} accepted change orders (${one.total}) are safe and wait. One probe goes on; exports go on by themselves when
Spectrum answers again. What is wrong is told by "cco-bridge doctor"; see also ${console}/status.
