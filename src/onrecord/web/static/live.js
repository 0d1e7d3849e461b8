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

  const sent = (paper) => {
    const given = new FormData(paper);
    const files = given.getAll("files").filter((file) => file.name).map((file) => ["files", file]);
    const urls = given.get("urls").split(/\s+/).filter(Boolean).map((url) => ["urls", url]);
    return [...files, ...urls];
  };

  // One after the other, so that one sees how far it is; what came of each is told as it comes.
  const addEach = async (paper, pieces) => {
    const came = document.getElementById("came");
    const [status, list] = [came.querySelector("[role=status]"), came.querySelector("ul")];
    list.replaceChildren();
    came.hidden = false;
    for (const [place, [kind, piece]] of pieces.entries()) {
      const name = piece.name || piece;
      status.textContent = `Reading ${place + 1} of ${pieces.length}: ${name}`;
      const body = new FormData(paper);
      body.delete("files");
      body.set("urls", "");
      body.set(kind, piece);
      const told = document.createElement("li");
      try {
        const answer = await fetch(paper.action, { method: "POST", body });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const results = page.querySelectorAll("#came li");
        const why = page.querySelector(".why, body");
        told.textContent = `${name}: ${why.textContent.trim()}`;
        list.append(...(results.length ? results : [told]));
      } catch (error) {
        told.textContent = `${name}: not sent: ${error.message}`;
        list.append(told);
      }
    }
    status.textContent = `${pieces.length} of ${pieces.length} done.`;
  };

  document.querySelectorAll("form[data-drop]").forEach((paper) => {
    const files = paper.querySelector("input[type=file]");
    paper.addEventListener("dragover", (event) => { event.preventDefault(); paper.classList.add("over"); });
    paper.addEventListener("dragleave", () => paper.classList.remove("over"));
    paper.addEventListener("drop", (event) => {
      event.preventDefault();
      paper.classList.remove("over");
      files.files = event.dataTransfer.files;
    });
    paper.addEventListener("submit", (event) => {
      const button = paper.querySelector("button[type=submit]");
      const pieces = paper.hasAttribute("data-each") ? sent(paper) : [];
      button.disabled = true;
      button.textContent = "Reading …";
      if (pieces.length < 2) return;
      event.preventDefault();
      addEach(paper, pieces).then(() => { button.disabled = false; button.textContent = "Add"; });
    });
  });

  document.querySelectorAll("mark.claim").forEach((mark) => mark.addEventListener("click", () => {
    const key = [...mark.classList].find((name) => name.startsWith("t-"));
    const pieces = document.querySelectorAll(`.${key}`);
    const reference = pieces[pieces.length - 1].nextElementSibling;
    if (reference && reference.matches(".ref")) location.hash = reference.getAttribute("href");
  }));
})();
