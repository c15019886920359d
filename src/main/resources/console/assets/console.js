// What the pages cannot do on the server: times in the browser's zone, keys, and news
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

  // ---- what is wider than the page and holds nothing to press is reached by keyboard all the same
  const reach = () => $$(".scroll").forEach((part) => {
    const alone = part.scrollWidth > part.clientWidth && !$("a, button, input, select, textarea, summary", part);
    if (alone) part.tabIndex = 0; else part.removeAttribute("tabindex");
  });
  addEventListener("resize", reach);
  document.addEventListener("news", reach);
  document.addEventListener("toggle", reach, true);

  // ---- times
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
  const span = (seconds) => {
    const [size, unit] = [[86400, "day"], [3600, "h"], [60, "min"], [1, "s"]].find(([size]) => seconds >= size) || [1, "s"];
    const many = Math.floor(seconds / size);
    return many + " " + unit + (unit === "day" && many !== 1 ? "s" : "");
  };
  const ago = (seconds) => seconds < 0 ? "in " + span(-seconds) : seconds < 1 ? "now" : span(seconds) + " ago";
  const times = (from) => $$("time[datetime]", from).forEach((time) => {
    const moment = new Date(time.getAttribute("datetime"));
    if (isNaN(moment)) return;
    const seconds = (Date.now() - moment) / 1000;
    const title = exact.format(moment);
    const text = "exact" in time.dataset ? title : "coming" in time.dataset && seconds > 0 ? "now" : ago(seconds);
    if (time.title !== title) time.title = title;
    if (time.textContent !== text) time.textContent = text;
  });

  // ---- what is pressed
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("[data-keys]")) { $("dialog.keys").showModal(); return; }
    const copy = event.target.closest && event.target.closest("[data-copy]");
    if (copy) {
      // who copies twice in a row still has the button's own words afterwards
      copy.dataset.words ??= copy.textContent;
      navigator.clipboard.writeText($(copy.dataset.copy).textContent).then(() => {
        say("Copied");
        copy.textContent = "Copied";
        setTimeout(() => { copy.textContent = copy.dataset.words; }, 2000);
      });
      return;
    }
    if (event.target.closest && event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-into]") && event.target.files[0]) {
      const into = event.target.form.elements[event.target.dataset.into];
      event.target.files[0].text().then((text) => { into.value = text; });
    }
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  // ---- forms that open beside a button: one at a time, ready to be typed in, and Escape closes them
  const FORMS = ".moves details[open], details.over[open]";
  const begin = (form) => {
    const field = $("textarea, select, input:not([type=hidden], [type=checkbox])", form);
    const focused = document.activeElement;
    if (field && !(form.contains(focused) && !focused.matches("summary"))) field.focus();
  };
  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.matches(FORMS)) return;
    $$(FORMS).filter((other) => other !== opened && !other.contains(opened)).forEach((other) => { other.open = false; });
    begin(opened);
  }, true);
  // what was refused is open from the start, maybe before this script
  $$(FORMS).forEach(begin);
  const close = (form) => { form.open = false; $("summary", form).focus(); };

  // ---- why a button is grey: Escape hides it until it is pointed at again
  const dismiss = () => $$(".move").filter((move) => move.matches(":hover, :focus-within")).forEach((move) => {
    move.classList.add("dismissed");
    for (const left of ["mouseleave", "focusout"]) move.addEventListener(left, () => move.classList.remove("dismissed"), { once: true });
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
  const press = (name) => { const button = $(`[data-key="${name}"]`); if (button && button.offsetParent) { button.click(); return true; } return false; };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape") {
      const form = event.target.closest(FORMS) || $(FORMS);
      if (form) close(form); else if (typing) event.target.blur(); else dismiss();
      return;
    }
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

  // ---- news: a part of the page is asked for again by htmx, and what has not changed stays as it is: with its focus,
  // its selection, its place, what is open and what is typed
  const key = (node) => node.nodeType === Node.ELEMENT_NODE ? node.dataset.id || node.id || null : null;
  const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && key(one) === key(other);
  const mine = (node, name) => name === "open" || name === "checked" || name === "hidden" && node.matches(".chosen") ||
    name === "value" && node.matches("input") && (node.type !== "hidden" || node.closest("details[open]")) ||
    name === "class" && node.matches("tr[data-id], [hx-get], .move");
  const typedIn = (node) => node.contains(document.activeElement) &&
    document.activeElement.matches("textarea, select, input:not([type=checkbox])");
  const keep = (old, news) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== news.data) old.data = news.data;
      return;
    }
    const asks = old.hasAttribute("hx-get");
    if (old.matches("tr[data-id]") && old.dataset.version !== news.dataset.version) old.classList.add("news");
    for (const { name, value } of [...news.attributes]) {
      if (!mine(old, name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    for (const { name } of [...old.attributes]) {
      if (!mine(old, name) && !news.hasAttribute(name)) old.removeAttribute(name);
    }
    // what has gone goes first, so that nothing that stays has to be moved
    const stay = new Set([...news.children].map(key));
    [...old.children].filter((child) => key(child) && !stay.has(key(child)) && !typedIn(child)).forEach((child) => child.remove());
    const known = new Map([...old.children].filter(key).map((child) => [key(child), child]));
    let place = old.firstChild;
    const all = [...news.childNodes];
    for (const [at, fresh] of all.entries()) {
      // what has gone, such as a note before a table that stays, and the space that it leaves behind
      const gone = (node) => node.nodeType !== Node.ELEMENT_NODE ? fresh.nodeType === Node.ELEMENT_NODE
        : !key(node) && !typedIn(node) && !all.slice(at).some((one) => alike(node, one));
      while (place && gone(place)) {
        const next = place.nextSibling;
        place.remove();
        place = next;
      }
      const same = key(fresh) ? known.get(key(fresh)) : place;
      if (same && alike(same, fresh)) {
        if (same === place) place = place.nextSibling;
        else if (old.moveBefore) old.moveBefore(same, place);
        else old.insertBefore(same, place);
        keep(same, fresh);
      } else {
        old.insertBefore(fresh, place);
        if (fresh.nodeType === Node.ELEMENT_NODE) {
          if (fresh.matches("tr[data-id]")) fresh.classList.add("news");
          htmx.process(fresh);
        }
      }
      if (place && !place.isConnected) place = null;
    }
    while (place) {
      const next = place.nextSibling;
      // the move is not open any more: who is typing about it is told when they send it, and loses no word
      if (!typedIn(place)) place.remove();
      place = next;
    }
    // it stops asking, or begins to
    if (asks !== old.hasAttribute("hx-get")) htmx.process(old);
  };
  htmx.defineExtension("keep", {
    isInlineSwap: (style) => style === "keep",
    handleSwap: (style, target, fragment) => {
      if (style !== "keep") return false;
      const news = fragment.firstElementChild;
      if (!news) return [];
      if (alike(target, news)) keep(target, news); else target.replaceWith(news);
      times(document);
      document.dispatchEvent(new Event("news"));
      return [];
    },
  });
  document.addEventListener("htmx:beforeRequest", (event) => { if (document.hidden) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) $$("[hx-get]").forEach((part) => htmx.trigger(part, "look"));
  });
  document.addEventListener("htmx:afterRequest", (event) => { $("#offline").hidden = event.detail.xhr.status > 0 && event.detail.xhr.status < 500; });

  // ---- a page outlives its session: it goes on in the next one of the same person, and takes nothing of another's
  const here = () => location.pathname + location.search;
  const signedOut = $("#signed-out"), someoneElse = $("#someone-else");
  const show = (note, shown) => { if (note.hidden === shown) note.hidden = !shown; };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 401) {
      event.detail.isError = false;
      $("a", signedOut).href = "/sign-in?to=" + encodeURIComponent(here());
      show(signedOut, true);
      return;
    }
    if (xhr.status >= 500) return;
    const held = document.body.dataset;
    const now = xhr.responseText.includes(`data-csrf="${held.csrf}"`) ? held
      : new DOMParser().parseFromString(xhr.responseText, "text/html").body.dataset;
    if (!now.csrf) return;
    show(signedOut, false);
    show(someoneElse, now.user !== held.user);
    if (now.user !== held.user) {
      event.detail.shouldSwap = false;
    } else if (now.csrf !== held.csrf) {
      held.csrf = now.csrf;
      $$("input[type=hidden][name=csrf]").forEach((token) => { token.value = now.csrf; });
    }
  });
  // what is sent without a session is lost; the note says what to do
  document.addEventListener("submit", (event) => {
    if (!signedOut || signedOut.hidden || event.target.method !== "post") return;
    event.preventDefault();
    $("a", signedOut).focus();
  });
  // nor is anything of this page's person for somebody else to decide on
  document.addEventListener("submit", (event) => {
    if (!someoneElse || someoneElse.hidden || event.target.getAttribute("action") !== "/confirm") return;
    event.preventDefault();
    $("a", someoneElse).focus();
  });
  // who sends a form and has to sign in first comes back to the page that it was on
  document.addEventListener("formdata", (event) => {
    if (event.target.method === "post") event.formData.set("from_page", here());
  });
  setInterval(() => times(document), 20000);

  // ---- what was sent is not sent twice, and is seen to be under way
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || event.defaultPrevented || event.target.method === "dialog") return;
    if (button.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-busy", "true");
  });

  // ---- a file that was asked for comes by itself when it is ready: once, and not when its page is loaded anew
  const fetchAsked = () => {
    const file = $("a[data-now]");
    if (!file) return;
    file.removeAttribute("data-now");
    history.replaceState(null, "", location.pathname);
    file.click();
  };
  document.addEventListener("htmx:afterSwap", fetchAsked);

  // ---- who comes back
  addEventListener("pageshow", (event) => {
    // what the browser has kept of a page that says how things stand is not how they stand now
    if (event.persisted && $("[data-as-of-now]")) location.reload();
    $$("button[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
  });

  times(document);
  reach();
  fetchAsked();
})();
