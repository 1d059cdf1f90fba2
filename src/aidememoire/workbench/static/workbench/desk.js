/* What the pages do beyond links and forms: keys, drafts, growing lists, and the token of every request. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  // Only markup without script of its own may be put into a page.
  if (window.trustedTypes) {
    trustedTypes.createPolicy("default", {
      createHTML: (words) => {
        if (/<script|<iframe|<object|<embed|javascript:|\son\w+\s*=/i.test(words)) throw new TypeError("refused");
        return words;
      },
    });
  }
  const token = () => document.querySelector("meta[name=csrf]")?.content ?? "";
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = token();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });

  document.addEventListener("input", (event) => {
    const told = event.target.type === "range" && event.target.parentElement.querySelector("output");
    if (told) told.textContent = event.target.value;
  });

  // What is wrong is said by the server, all of it at once. But what a browser cannot read as a day or a number it sends as
  // nothing: that the server never hears of, and what stood there before would be gone.
  for (const form of document.querySelectorAll("form[data-checked-here]")) form.noValidate = true;
  document.querySelector("form[data-checked-here] [aria-invalid=true]")?.focus();
  document.addEventListener("submit", (event) => {
    const unread = [...event.target.elements].find((field) => field.validity?.badInput);
    if (!unread) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    unread.closest("details")?.setAttribute("open", "");
    unread.reportValidity();
  }, true);

  // The last row of a growing list begets an empty one as soon as it is written in.
  document.addEventListener("input", (event) => {
    const row = event.target.closest("[data-grows] > .row:last-child");
    if (!row || !event.target.value) return;
    const next = row.cloneNode(true);
    next.querySelectorAll("input,textarea").forEach((field) => {
      field.value = "";
      field.removeAttribute("id");
      field.removeAttribute("aria-describedby");
    });
    row.after(next);
  });

  // Drafts: what is being written is kept by the server, sealed, until it is filed.
  const kept = new WeakMap();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (!form) return;
    clearTimeout(kept.get(form));
    kept.set(form, setTimeout(() => keep(form), 600));
  });
  async function keep(form) {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
    const told = form.querySelector("[data-saved]");
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers: { "X-CSRFToken": token() } });
      if (!answer.ok) throw new Error(String(answer.status));
      if (told) told.textContent = told.dataset.saved;
    } catch {
      if (told) told.textContent = told.dataset.unsaved;
    }
  }

  // Long work: said aloud once it takes a moment, and begun once, however often somebody clicks. A file that is handed
  // over leaves the page where it is: the mark that came with it, as a cookie, says that it has arrived.
  const MOMENT = 400;
  const working = document.querySelector(".working");
  let waits = 0, telling = 0;
  function begin() {
    waits += 1;
    if (waits > 1) return;
    telling = setTimeout(() => {
      if (!working) return;
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", working.dataset.words);
      working.replaceChildren(working.dataset.words, bar);
    }, MOMENT);
  }
  function end() {
    waits = Math.max(waits - 1, 0);
    if (waits) return;
    clearTimeout(telling);
    working?.replaceChildren();
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.ariaBusy === "true") return event.preventDefault();
    form.ariaBusy = "true";
    begin();
    const mark = crypto.randomUUID();
    event.target.addEventListener("formdata", (sent) => sent.formData.set("_arrives", mark), { once: true });
    const look = setInterval(() => {
      if (!document.cookie.includes(`arrived=${mark}`)) return;
      clearInterval(look);
      form.ariaBusy = "false";
      end();
    }, 200);
  });
  document.addEventListener("htmx:beforeRequest", begin);
  document.addEventListener("htmx:afterRequest", end);

  // Keys. Never while somebody writes; all of them can be switched off.
  const writing = (node) => node instanceof Element && node.closest("input,textarea,select,[contenteditable]");
  const click = (found) => found && (found.focus(), found.click(), true);
  // Who chose other letters has the usual ones do nothing.
  const others = (root.dataset.otherKeys ?? "").split(" ").filter(Boolean);
  const usual = new Map([...others.map(([old]) => [old, ""]), ...others.map(([old, chosen]) => [chosen, old])]);
  root.meant = (key) => usual.get(key) ?? key;
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (root.dataset.keys === "off") return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === "enter" && writing(event.target)?.form) event.preventDefault(), writing(event.target).form.requestSubmit();
      else if (key === "k") event.preventDefault(), search();
      else if ((key === "y" || (key === "z" && event.shiftKey)) && !writing(event.target)) {
        if (click(document.querySelector("[data-key=redo]"))) event.preventDefault();
      } else if (key === "z" && !writing(event.target)) {
        const done = document.querySelector("[data-key=done]");
        if (click(document.querySelector("[data-key=undo]"))) event.preventDefault();
        else if (done) event.preventDefault(), location.assign(done.href);
      }
      return;
    }
    if (event.altKey || writing(event.target) || document.querySelector("dialog[open]")) return;
    if (going) {
      going = false;
      const place = [...document.querySelectorAll("[data-go]")].find((one) => one.dataset.go === key);
      if (place) event.preventDefault(), location.assign(place.href);
      return;
    }
    const meant = root.meant(key);
    if (meant === "g") return void ((going = true), setTimeout(() => (going = false), 1500));
    if (key === "?") return event.preventDefault(), void document.querySelector("dialog.keys")?.showModal();
    if (meant === "s") return event.preventDefault(), search();
    const found = document.querySelector(`[data-key="${CSS.escape(meant)}"]`);
    if (found) event.preventDefault(), found.href ? location.assign(found.href) : click(found);
  });
  function search() {
    const field = document.querySelector(".find input");
    field?.focus();
    field?.select();
  }

  // On a narrow screen the rail is a line: where one is shall be in sight.
  const rail = document.querySelector(".rail"), here = rail?.querySelector("[aria-current]");
  if (here && rail.scrollWidth > rail.clientWidth) {
    const [bar, place] = [rail.getBoundingClientRect(), here.getBoundingClientRect()];
    rail.scrollLeft += place.x + place.width / 2 - bar.x - bar.width / 2;
  }

  // A menu that hangs over the page closes when one goes elsewhere.
  document.addEventListener("click", (event) => {
    document.querySelectorAll(".switcher details[open], .dial[open]").forEach((menu) => {
      if (!menu.contains(event.target) && !menu.hasAttribute("data-stays")) menu.open = false;
    });
  });
})();
