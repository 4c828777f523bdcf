/* [data-digest-file]: makes the SHA-256 of a file in the browser, so that the file need not leave it.
   Where the browser cannot, the file goes with the form and the server does it. */
async function hex(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function prepare(field) {
  const into = document.getElementById(field.dataset.digestInto);
  const drop = field.closest(".wc-drop");
  const said = drop?.querySelector("[data-digest-said]");
  const name = field.name;
  if (!into || !window.crypto?.subtle) {
    return;
  }

  async function take(file) {
    into.value = await hex(file);
    field.removeAttribute("name"); // the digest is enough
    if (said) {
      said.textContent = `${file.name}: ${into.value.match(/.{1,4}/gu).join(" ")}`;
    }
  }

  field.addEventListener("change", () => {
    if (field.files.length) {
      take(field.files[0]);
    } else {
      into.value = "";
      field.name = name;
    }
  });
  for (const kind of ["dragenter", "dragover"]) {
    drop?.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("wc-drop-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    drop?.addEventListener(kind, () => drop.classList.remove("wc-drop-over"));
  }
  drop?.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      take(event.dataTransfer.files[0]);
    }
  });
}

document.querySelectorAll("[data-digest-file]").forEach(prepare);
