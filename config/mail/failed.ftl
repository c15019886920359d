<#assign one = notices[0]><#if notices?size == 1>Failed to export: change order ${one.commitment!"?"} / ${one.number!"?"}<#else>Failed to export: ${notices?size} change orders</#if>

Spectrum did not take what follows. Nothing is lost: look at the causes at ${console}/failed, mend them, and replay.

<#list notices as one>
${one.commitment!"?"} / ${one.number!"?"}  ${one.title!""}
  ${one.project!""}, ${one.vendor!""}, ${one.total} ${one.currency!""}
  ${one.reason!""}
  ${console}/change-orders/${one.id}

</#list>
