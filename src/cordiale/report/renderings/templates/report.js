"use strict";
// Everything can be read without this: it only shows the words behind a mark where the reader is,
// and steps through the windows of time with the arrow keys.
(() => {
  const peek = document.querySelector(".peek");
  const most = 4;

  const listBehind = (link) => {
    const address = link.getAttribute("href") || "";
    return /^#(level|mark)-/.test(address) ? document.getElementById(address.slice(1)) : null;
  };

  const show = (list) => {
    const records = [...list.querySelectorAll('a[href^="#evidence-"]')]
      .map((link) => document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1))))
      .filter(Boolean);
    const head = document.createElement("p");
    head.textContent = list.textContent.split(/\s+/).join(" ").trim();
    head.className = "peek-head";
    peek.replaceChildren(head);
    for (const record of records.slice(0, most)) {
      const copy = record.cloneNode(true);
      copy.removeAttribute("id");
      for (const link of copy.querySelectorAll("a")) link.replaceWith(link.textContent);
      peek.append(copy);
    }
    peek.hidden = false;
  };

  const hide = () => {
    peek.hidden = true;
    peek.replaceChildren();
  };

  const over = (event) => {
    const link = event.target.closest && event.target.closest("a");
    const list = link && !link.closest("#evidence") ? listBehind(link) : null;
    if (list) show(list);
    else hide();
  };
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && over(event));
  document.addEventListener("focusin", over);

  const groups = [...document.querySelectorAll(".group[data-snapshot]")].filter((one) => one.dataset.snapshot);
  const outside = [...document.querySelectorAll("figure a, .provenance a, .times a")];
  let at = -1;

  const mark = () => {
    for (const link of outside) {
      const address = link.getAttribute("href") || "";
      const target = address.startsWith("#") && document.getElementById(address.slice(1));
      link.classList.toggle("now", Boolean(target && at >= 0 && groups[at].contains(target)));
    }
  };

  const step = (by) => {
    const seen = groups.findIndex((one) => {
      const box = one.getBoundingClientRect();
      return box.top < innerHeight / 2 && box.bottom > innerHeight / 2;
    });
    const from = seen >= 0 ? seen : at;
    at = from < 0 ? (by > 0 ? 0 : groups.length - 1) : Math.min(Math.max(from + by, 0), groups.length - 1);
    if (seen >= 0) groups[at].scrollIntoView();
    history.replaceState(null, "", `#${groups[at].id}`);
    mark();
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest && event.target.closest(".scroll, input, textarea, select")) return;
    if (event.key === "Escape") {
      hide();
      at = -1;
      mark();
    } else if (groups.length && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1);
    }
  });

  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const group = target && target.closest(".group[data-snapshot]");
    at = group ? groups.indexOf(group) : -1;
    mark();
  };
  addEventListener("hashchange", arrive);
  if (location.hash) arrive();
})();
