// The search page; every page works without this script.
"use strict";
(() => {
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const field = form.querySelector("input");
  const status = document.getElementById("status");
  const list = document.getElementById("results");
  const plain = document.getElementById("plain-index");
  const LIMIT = 60;
  let rows = null;

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  const load = () => new Promise((resolve) => {
    if (rows) return resolve();
    const script = document.createElement("script");
    script.src = "static/search-index.js";
    script.onload = () => {
      rows = window.onrecordIndex.map((row) => [row, fold(row[1] + " " + row[3] + " " + row[4])]);
      resolve();
    };
    script.onerror = () => { status.textContent = "The search index is missing; the lists below hold everything."; };
    document.head.append(script);
  });

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const result = ([kind, title, address, words, when]) => {
    const item = element("li");
    const link = element("a", "", kind === "statement" || kind === "action" ? words : title);
    link.href = address;
    const head = element("p");
    head.append(link);
    const about = element("p", "about", [kind, kind === "statement" || kind === "action" ? title : words, when].filter(Boolean).join(" · "));
    item.append(head, about);
    return item;
  };

  const search = async () => {
    const terms = fold(field.value).split(/\s+/).filter(Boolean);
    plain.hidden = terms.length > 0;
    if (!terms.length) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    await load();
    const found = rows.filter(([, text]) => terms.every((term) => text.includes(term)));
    list.replaceChildren(...found.slice(0, LIMIT).map(([row]) => result(row)));
    status.textContent = found.length
      ? `${found.length} found${found.length > LIMIT ? `, the first ${LIMIT} shown` : ""}.`
      : "Nothing in the record holds all these words.";
  };

  field.value = new URLSearchParams(location.search).get("q") || "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", field.value);
    history.replaceState(null, "", address);
    search();
  });
  field.addEventListener("input", search);
  search();
})();
