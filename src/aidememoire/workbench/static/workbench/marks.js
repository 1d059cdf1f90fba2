/* Marks that are moved by hand: <g data-moves="RECORD" data-across="NAME FROM TO" data-up="NAME FROM TO"> in a picture, with
   a form [data-moves=RECORD] beside it that has a slider of each name. Letting go of a mark sends its form, which files
   nothing by itself; a mark that is only touched opens the sliders. */
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg", REACH = 12, NAMES = 14;
  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  const form_of = (mark) => document.querySelector(`form[data-moves="${CSS.escape(mark.dataset.moves)}"]`);

  function added(mark, name, attributes) {
    const one = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    return mark.appendChild(one);
  }
  function point(mark, event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(mark.ownerSVGElement.getScreenCTM().inverse());
  }
  // One way in which a mark moves: its slider, and how far it went along it.
  function axis(form, told) {
    if (!told) return null;
    const [name, from, to] = told.split(" ");
    const slider = form.elements[name], long = to - from, [least, most] = [Number(slider.min), Number(slider.max)];
    const before = slider.value, began = (before - least) / (most - least);
    const set = (value) => ((slider.value = value), slider.dispatchEvent(new Event("input", { bubbles: true })));
    return {
      slider,
      go: (by) => {
        const share = within(began + by / long, 0, 1);
        set(least + share * (most - least));
        return (share - began) * long;
      },
      back: () => set(before),
      told: () => `${slider.labels[0].firstElementChild.textContent}: ${slider.labels[0].querySelector("output").textContent}`,
    };
  }

  function take(mark, event) {
    const form = form_of(mark);
    const ways = { x: axis(form, mark.dataset.across), y: axis(form, mark.dataset.up) };
    const there = Object.values(ways).filter(Boolean), begun = point(mark, event);
    const words = added(mark, "text", { "text-anchor": "middle", "font-size": 11, fill: "#1b2530", "font-weight": "bold" });
    let moved = false;
    mark.setPointerCapture(event.pointerId);
    mark.classList.add("moving");
    function move(event) {
      const here = point(mark, event);
      moved ||= Math.hypot(here.x - begun.x, here.y - begun.y) > 2;
      if (!moved) return;
      const [x, y] = ["x", "y"].map((way) => ways[way]?.go(here[way] - begun[way]) ?? 0);
      mark.setAttribute("transform", `translate(${x} ${y})`);
      words.setAttribute("x", begun.x);
      words.setAttribute("y", begun.y - NAMES);
      words.textContent = there.map((way) => way.told()).join(" · ");
    }
    function leave() {
      for (const [name, act] of acts) mark.removeEventListener(name, act);
      document.removeEventListener("keydown", escape, true);
      mark.classList.remove("moving");
      words.remove();
    }
    function back() {
      leave();
      mark.removeAttribute("transform");
      there.forEach((way) => way.back());
    }
    function drop() {
      leave();
      if (moved) return form.requestSubmit();
      form.closest("details").open = true;
      there[0].slider.focus();
    }
    function escape(event) {
      if (event.key === "Escape") event.stopPropagation(), back();
    }
    const acts = [["pointermove", move], ["pointerup", drop], ["pointercancel", back]];
    for (const [name, act] of acts) mark.addEventListener(name, act);
    document.addEventListener("keydown", escape, true);
  }

  // A mark is small: it may be taken by the space around it.
  for (const mark of document.querySelectorAll("svg [data-moves]")) {
    if (!form_of(mark)) continue;
    const box = mark.getBBox();
    added(mark, "circle", { cx: box.x + box.width / 2, cy: box.y + box.height / 2, r: REACH, fill: "transparent" });
    mark.addEventListener("pointerdown", (event) => {
      if (event.button || mark.classList.contains("moving")) return;
      event.preventDefault();
      take(mark, event);
    });
  }

  // Back from the form that a mark opened, it stands where it stood.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
