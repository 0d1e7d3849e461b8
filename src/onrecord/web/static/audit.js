// Clicking a claim leads to what the record has on it.
"use strict";
document.querySelectorAll("mark.claim").forEach((mark) => mark.addEventListener("click", () => {
  const key = [...mark.classList].find((name) => name.startsWith("t-"));
  const pieces = document.querySelectorAll("." + key);
  const reference = pieces[pieces.length - 1].nextElementSibling;
  if (reference && reference.matches(".ref")) location.hash = reference.getAttribute("href");
}));
