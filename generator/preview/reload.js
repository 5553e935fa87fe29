// Reloads the page when it is out of date, and shows over it what is wrong with the site. Preview only.
"use strict";
(() => {
  const own = new URL(document.currentScript.src).searchParams.get("edition");
  let overlay = null;

  function element(name, words, style) {
    const made = document.createElement(name);
    made.textContent = words;
    Object.assign(made.style, style);
    return made;
  }

  function hide() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  function show(news) {
    hide();
    overlay = document.createElement("cablepress-errors");
    const count = news.problems.length + news.more;
    const box = element("div", "", {
      position: "fixed", inset: "0", zIndex: "2147483647", overflow: "auto", padding: "2rem",
      background: "rgb(28 16 14 / 0.96)", color: "#f6efe9", font: "16px/1.5 ui-monospace, monospace",
    });
    box.setAttribute("role", "alert");
    box.append(element("h1", count === 1 ? "One error" : `${count} errors`, { font: "600 1.5rem/1.3 system-ui, sans-serif", margin: "0 0 1rem", color: "#ffb4a8" }));
    for (const problem of news.problems) {
      box.append(element("p", problem.line, { margin: "1rem 0 0", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }));
      if (problem.hint) box.append(element("p", `hint: ${problem.hint}`, { margin: "0", color: "#d9c9bd", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }));
    }
    if (news.more) box.append(element("p", `and ${news.more} more; see the terminal`, { margin: "1rem 0 0" }));
    box.append(element("p", "This goes away when it is mended. Escape hides it until the next build.", { margin: "2rem 0 0", font: "1rem system-ui, sans-serif" }));
    overlay.attachShadow({ mode: "open" }).append(box);
    document.documentElement.append(overlay);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  const source = new EventSource("/_cablepress/events");
  source.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.building) return;
    if (news.edition !== own) {
      source.close();
      location.reload();
    } else if (news.problems.length) {
      show(news);
    } else {
      hide();
    }
  };
  window.addEventListener("pagehide", () => source.close());
})();
