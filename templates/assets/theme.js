// Light or dark: the system's choice until the reader makes one.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (name) => { try { localStorage.setItem("theme", name); } catch {} };
  const now = () => root.dataset.theme || (dark.matches ? "dark" : "light");
  if (kept()) root.dataset.theme = kept();
  addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button");
    const name = () => { button.textContent = now() === "dark" ? "Light" : "Dark"; };
    button.type = "button";
    button.className = "switch";
    button.addEventListener("click", () => {
      keep(root.dataset.theme = now() === "dark" ? "light" : "dark");
      name();
    });
    dark.addEventListener("change", name);
    name();
    document.querySelector(".masthead")?.append(button);
  });
})();
