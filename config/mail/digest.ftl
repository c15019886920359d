<#assign one = notices?last>${one.count} change order<#if one.count != 1>s</#if> wait<#if one.count == 1>s</#if> for accounting, ${one.total}

Good morning ${user},

<#list one.items as item>
${item.commitment!"?"} / ${item.number!"?"}  ${item.title!""}
  ${item.project!""}, ${item.vendor!""}, ${item.total} ${item.currency!""}
  ${console}/change-orders/${item.id}
</#list>
<#if one.count gt one.items?size>

... and ${one.count - one.items?size} more.
</#if>

All of them: ${console}/ready
You get this once a day while something waits. To stop it: ${console}/me
