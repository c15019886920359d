// What the pages cannot do on the server: times in the browser's zone, the selection with its sum, keys, and news
// that come in without taking focus, selection or place. Without it every page still works.
"use strict";

(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (text) => { const said = $("#said"); if (said) said.textContent = text; };

  // ---- every request of htmx carries the session's token
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRF-Token"] = document.body.dataset.csrf || "";
  });

  // ---- times
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
  const times = (from) => $$("time[datetime]", from).forEach((time) => {
    const moment = new Date(time.getAttribute("datetime"));
    if (time.getAttribute("datetime").length > 10 && !isNaN(moment)) time.title = exact.format(moment);
  });

  // ---- money, in cents: no floating point
  const cents = (amount) => {
    const [whole, part = ""] = amount.replace("-", "").split(".");
    const value = BigInt(whole) * 100n + BigInt((part + "00").slice(0, 2));
    return amount.startsWith("-") ? -value : value;
  };
  const money = (value) => {
    const size = value < 0n ? -value : value;
    return (value < 0n ? "\u2212" : "") + (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",") +
      "." + (size % 100n).toString().padStart(2, "0");
  };

  // ---- the selection
  const boxes = () => $$("input[type=checkbox][name=id]");
  const count = () => {
    const bar = $(".chosen");
    if (!bar) return;
    const chosen = boxes().filter((box) => box.checked);
    bar.hidden = chosen.length === 0;
    const sum = chosen.reduce((total, box) => total + cents(box.dataset.amount || "0"), 0n);
    $("[data-chosen-count]", bar).textContent = String(chosen.length);
    const total = $("[data-chosen-total]", bar);
    total.textContent = money(sum);
    total.classList.toggle("negative", sum < 0n);
    const all = $("input[data-all]");
    if (all) {
      all.checked = chosen.length > 0 && chosen.length === boxes().length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
  };
  let last = null;
  document.addEventListener("click", (event) => {
    const box = event.target.closest && event.target.closest("input[type=checkbox][name=id]");
    if (box) {
      if (event.shiftKey && last && last.isConnected) {
        const all = boxes();
        const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
        all.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
      }
      last = box;
      count();
      return;
    }
    if (event.target.closest && event.target.closest("[data-keys]")) { $("dialog.keys").showModal(); return; }
    const copy = event.target.closest && event.target.closest("[data-copy]");
    if (copy) {
      navigator.clipboard.writeText($(copy.dataset.copy).textContent).then(() => say("Copied"));
      return;
    }
    if (event.target.closest && event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-all]")) {
      boxes().forEach((box) => { box.checked = event.target.checked; });
      count();
    }
    if (event.target.matches("input[data-into]") && event.target.files[0]) {
      const into = event.target.form.elements[event.target.dataset.into];
      event.target.files[0].text().then((text) => { into.value = text; });
    }
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  // ---- keys
  const rows = () => $$("table.list tbody tr[data-id]");
  const current = () => $("table.list tbody tr.current");
  const go = (step) => {
    const all = rows();
    if (all.length === 0) return;
    const at = all.indexOf(current());
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (current()) current().classList.remove("current");
    next.classList.add("current");
    next.scrollIntoView({ block: "nearest" });
    const link = $("a", next);
    if (link) link.focus({ preventScroll: true });
  };
  const press = (name) => { const button = $(`[data-key="${name}"]`); if (button) { button.click(); return true; } return false; };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && typing) { event.target.blur(); return; }
    if (typing || $("dialog[open]") && event.key !== "?") return;
    const row = current();
    switch (event.key) {
      case "j": go(1); break;
      case "k": go(-1); break;
      case "x": if (row && $("input[name=id]", row)) $("input[name=id]", row).click(); break;
      case "Enter": if (row && event.target === document.body) $("a", row).click(); else return; break;
      case "a": if (!press("a")) return; break;
      case "r": if (!press("r")) return; break;
      case "/": if ($("input[name=q]")) $("input[name=q]").focus(); else return; break;
      case "?": { const keys = $("dialog.keys"); if (!keys) return; if (keys.open) keys.close(); else keys.showModal(); break; }
      default: return;
    }
    event.preventDefault();
  });

  // ---- news: a part of the page is asked for again, and only what differs is put in its place
  const busy = (part) => part.contains(document.activeElement) &&
    document.activeElement.matches("input:not([type=checkbox]), textarea, select, summary, [open] *");
  const same = (one, other) => one.dataset.version !== undefined && one.dataset.version === other.dataset.version;
  const takeRows = (part, news) => {
    const body = $("tbody", part), fresh = $("tbody", news);
    const known = new Map($$("tr[data-id]", body).map((row) => [row.dataset.id, row]));
    let place = body.firstElementChild;
    for (const row of [...fresh.children]) {
      const old = known.get(row.dataset.id);
      if (old && same(old, row)) {
        // how long ago it was moves on; the row stays, with its box and its focus
        $$("time", row).forEach((time, i) => { const mine = $$("time", old)[i]; if (mine) mine.textContent = time.textContent; });
        if (old !== place) body.insertBefore(old, place); else place = place.nextElementSibling;
        known.delete(row.dataset.id);
        continue;
      }
      if (old) {
        const box = $("input[name=id]", old), mine = $("input[name=id]", row);
        if (box && mine && box.checked) mine.checked = true;
        if (old.classList.contains("current")) row.classList.add("current");
        const focused = old.contains(document.activeElement);
        if (old === place) place = place.nextElementSibling;
        old.remove();
        known.delete(row.dataset.id);
        body.insertBefore(row, place);
        if (focused && $("a", row)) $("a", row).focus({ preventScroll: true });
      } else {
        body.insertBefore(row, place);
      }
      row.classList.add("news");
    }
    known.forEach((row) => row.remove());
    $$("[data-live-text]", part).forEach((text) => {
      const next = $(`[data-live-text="${text.dataset.liveText}"]`, news);
      if (next) text.textContent = next.textContent;
    });
    count();
  };
  const refresh = async (part) => {
    if (document.hidden) return;
    let text;
    try {
      const answer = await fetch(part.dataset.live, { headers: { "HX-Request": "true" } });
      if (answer.headers.get("HX-Redirect")) { location.href = answer.headers.get("HX-Redirect"); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      text = await answer.text();
      document.body.classList.remove("offline");
    } catch (problem) {
      document.body.classList.add("offline");
      return;
    }
    const news = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
    if (!news) return;
    times(news);
    if (!("liveWhole" in part.dataset) && $("tbody", part) && $("tbody", news)) {
      takeRows(part, news);
    } else if (!busy(part) && part.innerHTML !== news.innerHTML) {
      const open = $$("details[open]", part).map((one) => one.id);
      part.innerHTML = news.innerHTML;
      open.forEach((id) => { const one = id && document.getElementById(id); if (one) one.open = true; });
      htmx.process(part);
      count();
    }
    if (news.dataset.live) part.dataset.live = news.dataset.live; else part.removeAttribute("data-live");
  };
  setInterval(() => $$("[data-live]").forEach(refresh), 4000);

  document.addEventListener("htmx:load", (event) => { times(event.target); count(); });
  times(document);
  count();
})();
