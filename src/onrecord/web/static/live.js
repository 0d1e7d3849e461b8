// Search as you type, files dropped on a form, a page that comes when it is ready; every page
// works without this script.
"use strict";
(() => {
  const form = document.querySelector("form[data-live]");
  if (form) {
    const field = form.querySelector("input[type=search]");
    let waiting = 0;
    let asked = 0;
    const search = async () => {
      const query = new URLSearchParams(new FormData(form));
      const address = `${form.getAttribute("action")}?${query}`;
      const number = ++asked;
      const answer = await fetch(address, { headers: { "X-Requested-With": "onrecord" } });
      if (!answer.ok || number !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("answer").replaceWith(page.getElementById("answer"));
      history.replaceState(null, "", address);
    };
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, 150);
    });
  }

  if (document.querySelector("[data-wait]")) {
    const look = async () => {
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "onrecord" } });
      if (answer.status === 202) setTimeout(look, 1000);
      else location.reload();
    };
    setTimeout(look, 1000);
  }

  document.querySelectorAll("form[data-drop]").forEach((paper) => {
    const files = paper.querySelector("input[type=file]");
    paper.addEventListener("dragover", (event) => { event.preventDefault(); paper.classList.add("over"); });
    paper.addEventListener("dragleave", () => paper.classList.remove("over"));
    paper.addEventListener("drop", (event) => {
      event.preventDefault();
      paper.classList.remove("over");
      files.files = event.dataTransfer.files;
    });
    paper.addEventListener("submit", () => {
      const button = paper.querySelector("button[type=submit]");
      button.disabled = true;
      button.textContent = "Reading …";
    });
  });

  document.querySelectorAll("mark.claim").forEach((mark) => mark.addEventListener("click", () => {
    const key = [...mark.classList].find((name) => name.startsWith("t-"));
    const pieces = document.querySelectorAll(`.${key}`);
    const reference = pieces[pieces.length - 1].nextElementSibling;
    if (reference && reference.matches(".ref")) location.hash = reference.getAttribute("href");
  }));
})();
