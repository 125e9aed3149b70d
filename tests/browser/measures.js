// What a reader's eye would catch, measured: run inside the page by test_page_in_chromium.py.
(() => {
  const shown = (node) => {
    for (let one = node; one instanceof Element; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.display === "none" || style.visibility === "hidden") return false;
      if (one.tagName === "DETAILS" && !one.open && !(node.closest("summary") && node.closest("summary").parentElement === one)) return false;
    }
    return true;
  };
  const texts = () =>
    [...document.querySelectorAll("svg text")].filter((one) => shown(one) && one.textContent.trim());

  const scale = (text) => {
    const matrix = text.getScreenCTM();
    return matrix ? Math.hypot(matrix.a, matrix.b) : 1;
  };

  const tooSmall = () => {
    const found = [];
    for (const text of texts()) {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale(text);
      if (size < 11.95) found.push(`${size.toFixed(1)} px in a figure: ${text.textContent.slice(0, 40)}`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("svg, script, style, title") || !shown(parent)) continue;
      const size = parseFloat(getComputedStyle(parent).fontSize);
      if (size < 12) found.push(`${size} px: ${node.data.trim().slice(0, 40)}`);
    }
    return found;
  };

  const overlapping = () => {
    const found = [];
    for (const svg of document.querySelectorAll("svg")) {
      if (!shown(svg)) continue;
      const boxes = texts()
        .filter((one) => one.ownerSVGElement === svg)
        .map((one) => ({ words: one.textContent, box: one.getBoundingClientRect() }))
        .sort((one, other) => one.box.left - other.box.left);
      const frame = svg.getBoundingClientRect();
      boxes.forEach((one, place) => {
        if (one.box.right > frame.right + 1.5 || one.box.left < frame.left - 1.5)
          found.push(`beyond its figure: ${one.words.slice(0, 60)}`);
        for (const other of boxes.slice(place + 1)) {
          if (other.box.left >= one.box.right - 1) break;
          const across = Math.min(one.box.right, other.box.right) - other.box.left;
          // The line box of a text is taller than its letters: an eighth at each end is air.
          const air = Math.min(one.box.height, other.box.height) / 4;
          const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) - air;
          if (across > 1.5 && down > 1.5) found.push(`${one.words.slice(0, 40)} | ${other.words.slice(0, 40)}`);
        }
      });
    }
    return found;
  };

  const rgb = (words) => {
    const parts = (words.match(/[\d.]+/g) || []).map(Number);
    return parts.length >= 3 && (parts.length < 4 || parts[3] > 0.5) ? parts.slice(0, 3) : null;
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  // The colour behind a text: the last shape drawn before it that holds its middle.
  const behind = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const style = getComputedStyle(text);
    if (style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) >= 2) return rgb(style.stroke);
    let found = null;
    for (const shape of text.ownerSVGElement.querySelectorAll("rect, circle, path, polygon")) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      if (shape.closest("defs, pattern")) continue;
      const colour = rgb(getComputedStyle(shape).fill);
      const around = shape.getBoundingClientRect();
      const inside = around.left <= x && x <= around.right && around.top <= y && y <= around.bottom;
      if (colour && inside && shape.tagName !== "path") found = colour;
    }
    return found || rgb(getComputedStyle(document.body).backgroundColor);
  };

  const faint = () => {
    const found = [];
    for (const text of texts()) {
      const ink = rgb(getComputedStyle(text).fill);
      const paper = behind(text);
      const ratio = ink && paper ? contrast(ink, paper) : 21;
      if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${text.textContent.slice(0, 40)}`);
    }
    return found;
  };

  // A cell whose words run into the next one.
  const crossing = () => {
    const found = [];
    for (const cell of document.querySelectorAll("main td, main th")) {
      if (!shown(cell) || !cell.textContent.trim() || cell.closest("thead")) continue;
      const range = document.createRange();
      range.selectNodeContents(cell);
      const words = range.getBoundingClientRect();
      const box = cell.getBoundingClientRect();
      if (box.width && words.right > box.right + 2) found.push(`${cell.textContent.trim().slice(0, 50)}`);
    }
    return found;
  };

  const faintWords = () => {
    const found = [];
    for (const one of document.querySelectorAll("main p, main a, main td, main th, main li, main small, main h2, main h3")) {
      if (!shown(one) || one.closest("svg") || ![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
      let paper = null;
      for (let around = one; around && !paper; around = around.parentElement) paper = rgb(getComputedStyle(around).backgroundColor);
      const ink = rgb(getComputedStyle(one).color);
      const ratio = ink && paper ? contrast(ink, paper) : 21;
      if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${one.textContent.trim().slice(0, 40)}`);
    }
    return found;
  };

  return {
    crossing: crossing(),
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    tooSmall: tooSmall(),
    overlapping: overlapping(),
    faint: [...faint(), ...faintWords()],
  };
})();
