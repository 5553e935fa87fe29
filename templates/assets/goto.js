// A telegram's number in any form, "07 ANKARA 12", "2007ANKARA00012_a" or an address with one in it, leads to its page.
(() => {
  const root = document.currentScript.getAttribute("src").replace(/assets\/goto\.js.*$/, "");
  const wanted = location.hash.match(/^#go-(\d+)$/);
  const squeeze = (name) => name.toUpperCase().replace(/[^A-Z]/g, "");
  const read = (text) => {
    let plain = text;
    try { plain = decodeURIComponent(text); } catch {}
    for (const part of plain.replace(/[?#].*$/, "").split("/").reverse()) {
      const found = part.trim().replace(/\.(html?|txt)$/i, "").replace(/_[a-e]$/i, "").replace(/^["'(]+|["'),.]+$/g, "")
        .match(/^(19\d\d|20\d\d|\d\d)[\s-]*([A-Za-z][A-Za-z'’.\s-]*?)[\s-]*0*(\d{1,8})(?:-\d+)?$/);
      if (!found) continue;
      const year = +found[1];
      return { year: year > 99 ? year : year + (year >= 66 ? 1900 : 2000), post: squeeze(found[2]), number: +found[3] };
    }
  };
  const posts = (then) => {
    if (self.cablepressNumbers) return then(self.cablepressNumbers);
    const script = document.createElement("script");
    script.src = root + "number/posts.js";
    script.onload = () => then(self.cablepressNumbers);
    document.head.append(script);
  };
  const find = (text, say, go) => {
    const asked = read(text);
    if (!asked) return say("Write year, post and number, as in 07 ANKARA 12.");
    posts(({ years, names }) => {
      const near = Object.keys(years).filter((name) => asked.post.length > 3 && name.startsWith(asked.post));
      const post = years[asked.post] ? asked.post : names[asked.post] || (near.length === 1 ? near[0] : "");
      if (!post) return say("No telegram of this post is here, or cited.");
      if (!years[post].includes(asked.year)) return say(`No telegram of ${post} of ${asked.year} is here, or cited.`);
      go(`${root}number/${post}/${asked.year}.html#go-${asked.number}`);
    });
  };
  const answer = () => {
    const place = document.querySelector(".goto-answer[data-series]");
    const number = location.hash.match(/^#go-(\d+)$/);
    if (!place || !number) return;
    const link = document.querySelector(`a[id="n${number[1]}"]`);
    if (link) location.replace(link.href);
    else place.textContent = `${place.dataset.series}${number[1]} is not here, and no cable of this archive cites it.`;
  };
  addEventListener("hashchange", answer);
  addEventListener("DOMContentLoaded", () => {
    if (wanted) answer();
    const lost = document.querySelector(".lost");
    if (lost && !/\/number\//.test(location.pathname)) find(location.pathname, () => {}, (url) => location.replace(url));
    const way = document.querySelector(".goto");
    if (!way) return;
    const form = document.createElement("form");
    form.className = "goto";
    form.setAttribute("role", "search");
    form.innerHTML = '<input id="goto" type="text" size="15" autocomplete="off" spellcheck="false" autocapitalize="characters" aria-label="Go to a telegram by its number" placeholder="08 PARIS 305"><button type="submit">Go</button><p role="status"></p>';
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const say = (words) => { form.querySelector("p").textContent = words; };
      say("");
      find(form.querySelector("input").value, say, (url) => location.assign(url));
    });
    way.replaceWith(form);
  });
})();
