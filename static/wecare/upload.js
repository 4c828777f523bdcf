/* form[data-parts-url]: sends the chosen or dropped file in parts and goes on from where it stopped,
   also after a reload. Words are the data attributes of [data-upload-words]; the protocol is in
   docs/reference/components.md, "Files in parts". Without a script the form is sent whole. */
const WAIT = 1000, SLOWEST = 30000; // milliseconds between attempts when the network is away
const SPOKEN = 25; // per cent between two announcements

const words = document.querySelector("[data-upload-words]");
const spoken = document.querySelector("[data-upload-spoken]");

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
const say = (name, facts = {}) =>
  (words?.dataset[name] || "").replace(/\{(\w+)\}/gu, (_, key) => facts[key] ?? "");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

/* What was under way, so that a reload knows it: this browser's store, one key for each place. */
const memory = {
  key: (url) => `wecare:upload:${url}`,
  put(url, file) {
    try {
      localStorage.setItem(this.key(url), JSON.stringify({ name: file.name, size: file.size, lastModified: file.lastModified }));
    } catch { /* the store is full or closed: only the note after a reload is lost */ }
  },
  take(url) {
    try {
      return JSON.parse(localStorage.getItem(this.key(url)));
    } catch {
      return null;
    }
  },
  drop(url) {
    try {
      localStorage.removeItem(this.key(url));
    } catch { /* nothing was kept */ }
  },
};

const address = (url, file) =>
  `${url}?${new URLSearchParams({ name: file.name, size: file.size, modified: file.lastModified })}`;

class Refused extends Error {}

class Upload {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.partsUrl;
    this.chunk = Number(form.dataset.partsChunk);
    this.input = form.querySelector("input[type=file]");
    this.box = form.querySelector("[data-upload-box]");
    this.bar = this.box.querySelector("progress");
    this.line = this.box.querySelector("[data-upload-line]");
    this.alert = this.box.querySelector("[data-upload-alert]");
    this.stop = this.box.querySelector("[data-upload-stop]");
    this.busy = false;
    form.querySelector("[data-upload-plain]").hidden = true;
    form.querySelector("[data-upload-hint]").hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.begin(this.input.files[0]); });
    this.input.addEventListener("change", () => this.begin(this.input.files[0]));
    this.stop.addEventListener("click", () => this.interrupt());
    this.drop();
    this.remember();
  }

  drop() {
    for (const name of ["dragenter", "dragover"]) {
      this.form.addEventListener(name, (event) => { event.preventDefault(); this.form.classList.add("wc-drop-over"); });
    }
    for (const name of ["dragleave", "drop"]) {
      this.form.addEventListener(name, () => this.form.classList.remove("wc-drop-over"));
    }
    this.form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length > 1) {
        this.refuse(say("one"));
      } else {
        this.begin(event.dataTransfer.files[0]);
      }
    });
  }

  async remember() {
    const file = memory.take(this.url);
    if (!file) {
      return;
    }
    try {
      const answer = await fetch(address(this.url, file), { redirect: "manual" });
      const { offset } = answer.ok ? await answer.json() : { offset: 0 };
      if (offset && !this.busy) {
        this.box.hidden = false;
        this.line.textContent = say("resume", { name: file.name, share: Math.floor(offset * 100 / file.size) });
        return;
      }
    } catch { /* the note is a comfort */ }
  }

  async begin(file) {
    if (!file || this.busy) {
      return;
    }
    this.busy = true;
    this.stopped = new AbortController();
    this.told = 0;
    this.input.disabled = true;
    this.box.hidden = this.bar.hidden = this.stop.hidden = false;
    this.alert.textContent = "";
    this.bar.setAttribute("aria-label", say("label", { name: file.name }));
    memory.put(this.url, file);
    try {
      await this.settled(file, await this.send(file));
    } catch (problem) {
      if (problem instanceof Refused) {
        memory.drop(this.url);
        this.refuse(problem.message);
      } else if (this.stopped.signal.aborted) {
        this.rest(say("stopped"));
      } else {
        this.refuse(say("unread"));
      }
    }
  }

  /* Asks where the file ends and sends from there, until the server has attached it. */
  async send(file) {
    let offset = null, wait = WAIT;
    for (;;) {
      let answer;
      try {
        answer = offset === null ? await this.ask(file) : await this.patch(file, offset);
      } catch (problem) {
        if (this.stopped.signal.aborted || problem instanceof Refused) {
          throw problem;
        }
        this.line.textContent = say("away");
        await pause(wait);
        wait = Math.min(wait * 2, SLOWEST);
        offset = null; // what arrived before the line broke is not sent again
        continue;
      }
      if (answer.digest) {
        return answer;
      }
      if (answer.message) {
        await pause(WAIT); // another page is sending the same file
      }
      wait = WAIT;
      offset = answer.offset;
      this.show(file, offset);
    }
  }

  ask(file) {
    return this.request(file, { method: "GET" });
  }

  async patch(file, offset) {
    // Read here: a file that is changed or gone meanwhile is no trouble of the network.
    let body;
    try {
      body = await file.slice(offset, offset + this.chunk).arrayBuffer();
    } catch {
      throw new Refused(say("unread"));
    }
    return this.request(file, {
      method: "PATCH",
      body,
      headers: { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream", "X-CSRFToken": token() },
    });
  }

  async request(file, options) {
    const answer = await fetch(address(this.url, file), { ...options, redirect: "manual", signal: this.stopped.signal });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      throw new Refused(say("session"));
    }
    if (answer.status >= 500 || answer.status === 429) {
      throw new Error(answer.status);
    }
    const found = await answer.json();
    if (!answer.ok && found.offset === undefined) {
      throw new Refused(found.message);
    }
    return found;
  }

  show(file, offset) {
    const share = file.size ? Math.floor(offset * 100 / file.size) : 0;
    this.bar.value = share;
    this.line.textContent = say(offset < file.size ? "sending" : "checking", { name: file.name, share });
    if (share - this.told >= SPOKEN) {
      this.told = share;
      spoken.textContent = this.line.textContent;
    }
  }

  async settled(file, answer) {
    memory.drop(this.url);
    const mine = await digestOf(file);
    if (mine && mine !== answer.digest) {
      this.refuse(say("differs"));
      return;
    }
    this.busy = false;
    const section = this.form.closest("section");
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById(section.id);
    section.replaceWith(fresh);
    enhance(fresh);
    const words = [`${answer.filename}: ${answer.message}`, mine ? say("same") : ""].filter(Boolean).join(" ");
    const note = fresh.querySelector("[data-upload-done]");
    if (note) {
      note.hidden = false;
      note.textContent = words;
    }
    spoken.textContent = words;
  }

  refuse(message) {
    this.rest("");
    this.alert.textContent = message;
  }

  rest(line) {
    this.busy = false;
    this.input.disabled = false;
    this.input.value = "";
    this.box.hidden = false;
    this.bar.hidden = this.stop.hidden = true;
    this.line.textContent = line;
  }

  interrupt() {
    this.stopped.abort();
    this.input.disabled = false;
    this.input.focus();
  }
}

async function digestOf(file) {
  if (!globalThis.crypto?.subtle) {
    return "";
  }
  try {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  } catch {
    return "";
  }
}

const running = new Set();
function enhance(root) {
  for (const form of root.querySelectorAll("form[data-parts-url]")) {
    running.add(new Upload(form));
  }
}

enhance(document);
window.addEventListener("beforeunload", (event) => {
  if ([...running].some((each) => each.busy)) {
    event.preventDefault();
  }
});
