/* [data-copy="text"]: a button that copies the text and says so. It is hidden where it cannot work. */
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) {
    continue;
  }
  const said = button.innerHTML;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied || "✓";
    setTimeout(() => {
      button.innerHTML = said;
    }, 3000);
  });
}
