<#assign one = notices[0]><#if notices?size == 1>Rejected by accounting: change order ${one.commitment!"?"} / ${one.number!"?"}<#else>Rejected by accounting: ${notices?size} change orders</#if>

Accounting has sent back what follows. Put it right in Procore, then send it again.

<#list notices as one>
${one.commitment!"?"} / ${one.number!"?"}  ${one.title!""}
  ${one.project!""}, ${one.vendor!""}, ${one.total} ${one.currency!""}
  Reason (${one.by}): ${one.reason!""}
  ${console}/change-orders/${one.id}

</#list>
