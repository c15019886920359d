// What is chosen in a list: how many, and how much it is. Where it is to be decided on, it is kept from page to page, through
// filters and orders, until it is decided, cleared, or its person has signed out. Without it the boxes of one page work.
"use strict";

(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

  // ---- where it is kept: in this tab, by person and list
  const PREFIX = "chosen ";
  const owner = (user) => PREFIX + encodeURIComponent(user) + " ";
  const place = (list) => owner(document.body.dataset.user) + list;
  const stored = (work, otherwise) => { try { return work(sessionStorage); } catch { return otherwise; } };
  const read = (list) => stored((store) => new Map(JSON.parse(store.getItem(place(list)) || "[]")), new Map());
  const write = (list, chosen) => stored((store) => chosen.size
    ? store.setItem(place(list), JSON.stringify([...chosen])) : store.removeItem(place(list)));
  const forgetBut = (kept) => stored((store) => Object.keys(store)
    .filter((key) => key.startsWith(PREFIX) && !(kept && key.startsWith(owner(kept))))
    .forEach((key) => store.removeItem(key)));

  const user = document.body.dataset.user;
  if (user) forgetBut(user);
  document.addEventListener("submit", (event) => {
    if (/^\/sign-out/.test(event.target.getAttribute("action"))) forgetBut(null);
  });
  // what was decided is not chosen any more; what was left out of the decision still is
  const decided = $("[data-decided]");
  if (decided) {
    const before = read(decided.dataset.decided);
    $$("tr[data-id]").forEach((row) => before.delete(row.dataset.id));
    write(decided.dataset.decided, before);
  }

  const bar = $(".chosen");
  if (!bar) return;
  const form = bar.closest("form");
  const list = form.dataset.list;

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
  /** The site's currency goes without saying where it is alone. */
  const home = form.dataset.currency || "USD";
  const showSums = (into, chosen) => {
    const sums = new Map();
    chosen.forEach(({ amount, currency }) => sums.set(currency, (sums.get(currency) || 0n) + cents(amount)));
    if (!sums.size) sums.set(home, 0n);
    const shown = document.createElement("span");
    shown.append(...[...sums].sort(([a], [b]) => (b === home) - (a === home) || (a < b ? -1 : 1)).flatMap(([currency, sum], at) => {
      const amount = document.createElement("span");
      amount.className = "money" + (sum < 0n ? " negative" : "");
      amount.textContent = money(sum);
      return [at ? " + " : "", amount, sums.size > 1 || currency !== home ? " " + currency : ""];
    }));
    // what is the same is not said again
    if (into.innerHTML !== shown.innerHTML) into.replaceChildren(...shown.childNodes);
  };

  // ---- the choice, by id
  let chosen = new Map();
  let left = "";
  const boxes = () => $$("input[type=checkbox][name=id]", form);
  const of = (box) => ({ amount: box.dataset.amount || "0", currency: box.dataset.currency || home, name: box.dataset.name || "" });
  const take = (box) => { if (box.checked) chosen.set(box.value, of(box)); else chosen.delete(box.value); };
  const show = () => {
    const here = boxes(), on = here.filter((box) => box.checked);
    const most = Number(form.dataset.most || Infinity), tooMany = chosen.size > most;
    const elsewhere = chosen.size - on.length;
    const words = [
      elsewhere ? elsewhere === chosen.size ? "not on this page" : `${elsewhere} of them not on this page` : "",
      tooMany ? `at most ${most} are decided on at once` : "",
    ].filter(Boolean);
    const put = (selector, text) => { const there = $(selector, bar); if (there && there.textContent !== text) there.textContent = text; };
    put("[data-chosen-count]", String(chosen.size));
    showSums($("[data-chosen-total]", bar), chosen);
    put("[data-chosen-more]", (words.length ? "; " + words.join("; ") : "") + (left ? ". " + left : ""));
    bar.hidden = !chosen.size && !left;
    $$("button[type=submit]", bar).forEach((button) => {
      button.hidden = !chosen.size;
      if (tooMany) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
    });
    const all = $("input[data-all]", form);
    if (all) {
      all.checked = on.length > 0 && on.length === here.length;
      all.indeterminate = on.length > 0 && !all.checked;
    }
  };
  const changed = () => { left = ""; if (list) write(list, chosen); show(); };
  /** The boxes are as was chosen, whatever the browser remembers; what was chosen costs what it costs now. */
  const look = () => {
    boxes().forEach((box) => {
      box.checked = chosen.has(box.value);
      if (box.checked) chosen.set(box.value, of(box));
    });
    if (list) write(list, chosen);
    show();
  };

  // ---- what is not on this page: on another one, or not in the list any more
  let asked = 0, asking = false;
  const elsewhere = () => { const here = new Set(boxes().map((box) => box.value)); return [...chosen.keys()].filter((id) => !here.has(id)); };
  const ask = async () => {
    const ids = elsewhere();
    if (!ids.length || asking) return;
    asking = true;
    asked = Date.now();
    try {
      const gone = [];
      for (let from = 0; from < ids.length; from += 200) {
        const some = ids.slice(from, from + 200);
        const answer = await fetch(`/api/v1/change-orders?view=${list}&per_page=200&ids=${some.join(",")}`, { headers: { "HX-Request": "true" } });
        if (!answer.ok) return;
        const there = new Map((await answer.json()).items.map((item) => [item.id, item]));
        for (const id of some.filter((id) => chosen.has(id))) {
          const item = there.get(id), was = chosen.get(id);
          if (item) chosen.set(id, { ...was, amount: item.total || "0", currency: item.currency || was.currency });
          else { gone.push(was.name); chosen.delete(id); }
        }
      }
      if (gone.length) {
        left = (gone.length === 1 ? `${gone[0]} has left the list, and is` : `${gone.length} have left the list, and are`) + " not chosen any more.";
      }
      write(list, chosen);
      show();
    } catch {
      // the page says itself when the bridge does not answer
    } finally {
      asking = false;
    }
  };
  let before = new Set();
  document.addEventListener("news", () => {
    const here = new Set(boxes().map((box) => box.value));
    if (!list) chosen = new Map([...chosen].filter(([id]) => here.has(id)));
    look();
    if (list && ([...before].some((id) => !here.has(id) && chosen.has(id)) || Date.now() - asked > 10000)) ask();
    before = here;
  });

  // ---- choosing
  let last = null;
  document.addEventListener("click", (event) => {
    if (!event.target.closest) return;
    const box = event.target.closest("input[type=checkbox][name=id]");
    if (box) {
      const all = boxes();
      if (event.shiftKey && last && last.isConnected) {
        const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
        all.slice(from, to + 1).forEach((one) => { one.checked = box.checked; take(one); });
      }
      last = box;
      take(box);
      changed();
    } else if (event.target.closest("[data-clear]")) {
      chosen.clear();
      changed();
      look();
      // the button has gone with what was chosen
      ($("input[data-all]", form) || $("#main")).focus();
    }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("input[data-all]")) return;
    boxes().forEach((box) => { box.checked = event.target.checked; take(box); });
    changed();
  });
  form.addEventListener("formdata", (event) => elsewhere().forEach((id) => event.formData.append("id", id)));

  // who comes back to a page finds what was chosen, and how much it is
  const begin = () => {
    chosen = list ? read(list) : new Map(boxes().filter((box) => box.checked).map((box) => [box.value, of(box)]));
    look();
    before = new Set(boxes().map((box) => box.value));
  };
  addEventListener("pageshow", (event) => { begin(); if (list && event.persisted) ask(); });
  begin();
  if (list) ask();
})();
