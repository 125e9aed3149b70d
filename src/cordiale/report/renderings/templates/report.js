"use strict";
// Everything can be read without this: it only shows the words behind a mark where the reader is,
// steps through the windows of time with the arrow keys, and gives figures and their data as files
// where the page lies alone.
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

  // -- figures and data as files ----------------------------------------------------------------

  const drawing = (figure) => {
    const svg = figure.querySelector(".fig.wide svg").cloneNode(true);
    for (const link of svg.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    svg.setAttribute("role", "img");
    const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    const rules = document.querySelector("style").textContent;
    const faces = rules.match(/@font-face\{font-family:"(?:Inter|Noto Sans CJK SC)"[^}]*\}/g) || [];
    // On paper figures are light, whatever the reader's screen is.
    style.textContent = [...faces, rules.slice(rules.indexOf(".cw{--")).replace(/@media screen and \(prefers-color-scheme:dark\)\{\.cw\{[^}]*\}\}/, "")].join("");
    svg.prepend(style);
    return new XMLSerializer().serializeToString(svg);
  };

  // As spreadsheets are disarmed everywhere in Cordiale: a formula stays text.
  const cell = (words) => {
    const armed = /^[=+\-@\t\r]/.test(words) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(words);
    const text = armed ? `'${words}` : words;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const data = (figure) =>
    [...figure.querySelectorAll("table.data tr")]
      .map((row) => [...row.cells].map((one) => cell(one.dataset.name || one.textContent)).join(","))
      .join("\n") + "\n";

  const hand = (content, type, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const picture = (svg, name) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 2 * image.width;
      canvas.height = 2 * image.height;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => hand(blob, "image/png", name), "image/png");
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  };

  for (const link of document.querySelectorAll(".files a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const figure = link.closest("figure");
      const name = link.getAttribute("href").split("/").pop();
      if (name.endsWith(".csv")) hand(data(figure), "text/csv", name);
      else if (name.endsWith(".svg")) hand(drawing(figure), "image/svg+xml", name);
      else picture(drawing(figure), name);
    });
  }
})();
