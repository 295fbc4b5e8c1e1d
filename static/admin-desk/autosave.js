// Unsaved work of a story's form: looked at every two seconds and sent to the server as soon as it changed; kept in
// this browser (IndexedDB) while there is no connection or no session, and sent when there is one again.
// Others hear "nr:typed" on the document whenever the form's content changed (detail: {fields}).
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const EVERY = 2000;
    const PATIENCE = 10000;
    const REFUSED = ["no-right", "gone", "other-form"];
    // Of the form, but no work: changes of these alone are no change.
    const NOT_WORK = ["csrfmiddlewaretoken", "form_key", "version", "version_note", "overwrite"];

    // The browser's own store; every failure means that it has none.
    const STORE = "work";
    const opened = () =>
        new Promise((resolve, reject) => {
            const request = indexedDB.open("newsroom-desk", 1);
            request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
    const stored = async (mode, act) => {
        try {
            const database = await opened();
            return await new Promise((resolve, reject) => {
                // Strict: on the disk before it is called kept.
                const transaction = database.transaction(STORE, mode, { durability: "strict" });
                const request = act(transaction.objectStore(STORE));
                transaction.oncomplete = () => resolve(request.result);
                transaction.onabort = () => reject(transaction.error);
            }).finally(() => database.close());
        } catch {
            return undefined;
        }
    };
    const keepHere = (entry) => stored("readwrite", (store) => store.put(entry));
    const dropHere = (key) => stored("readwrite", (store) => store.delete(key));
    const allHere = async () => (await stored("readonly", (store) => store.getAll())) || [];

    const cookie = (name) =>
        document.cookie
            .split("; ")
            .find((part) => part.startsWith(`${name}=`))
            ?.slice(name.length + 1);

    class Autosave {
        constructor(input) {
            this.form = input.form;
            this.input = input;
            this.status = document.getElementById("nr-kept");
            this.sent = this.work();
            // The editor and the boxes put their fields in order first: what they change is nobody's work.
            let touched = false;
            for (const name of ["keydown", "pointerdown", "paste", "drop"]) {
                this.form.addEventListener(name, () => (touched = true), { capture: true, once: true });
            }
            setTimeout(() => touched || (this.sent = this.seen = this.work()), 700);
            this.seen = this.sent;
            this.busy = false;
            this.state = "idle";
            // Where one signs in again, in another window, so that this one stays as it is.
            this.signIn = `${input.dataset.signin}?next=${encodeURIComponent("/admin/")}`;
            setInterval(() => this.look(), EVERY);
            document.addEventListener("visibilitychange", () => this.look());
            addEventListener("online", () => this.look());
            this.form.addEventListener("submit", () => this.leave());
            // A page that comes back from the browser's memory goes on.
            addEventListener("pageshow", () => (this.left = false));
            addEventListener("beforeunload", (event) => {
                if (!this.left && this.work() !== this.sent && this.state !== "here") event.preventDefault();
            });
            this.bring();
        }

        fields() {
            // Files are no text; they are chosen again.
            return [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
        }

        work() {
            return new URLSearchParams(this.fields().filter(([name]) => !NOT_WORK.includes(name))).toString();
        }

        async look() {
            const now = this.work();
            if (now !== this.seen) {
                this.seen = now;
                document.dispatchEvent(new CustomEvent("nr:typed", { detail: { form: this.form } }));
            }
            if (this.left || this.busy || now === this.sent) return;
            this.busy = true;
            try {
                await this.send(now);
            } finally {
                this.busy = false;
            }
        }

        async send(now) {
            const answer = await this.post(new URLSearchParams(this.fields()));
            const told = (await answer?.json().catch(() => null)) ?? {};
            if (answer?.ok && "kept" in told) {
                this.sent = now;
                await dropHere(this.key());
                this.tell("kept", told.kept ? gettext("Kept, not yet saved.") : "");
            } else if (REFUSED.includes(told.reason)) {
                this.sent = now;
                this.tell("refused", gettext("What you write here can't be kept: you may not change this story any more."));
            } else {
                const here = await keepHere({ key: this.key(), fields: this.fields(), at: Date.now(), ...this.input.dataset });
                this.tell(here === undefined ? "lost" : "here", this.reason(answer, here !== undefined));
            }
        }

        post(body) {
            const token = cookie("csrftoken");
            // Signing in again in another window gives the browser a new token.
            if (token) this.form.querySelector("[name=csrfmiddlewaretoken]").value = token;
            body.delete("csrfmiddlewaretoken");
            const headers = { "X-CSRFToken": token || this.form.querySelector("[name=csrfmiddlewaretoken]").value };
            const signal = AbortSignal.timeout(PATIENCE);
            return fetch(this.input.dataset.nrAutosave, { method: "POST", body, headers, signal, redirect: "error" }).catch(() => null);
        }

        reason(answer, here) {
            const why = answer?.status === 401 ? gettext("You were signed out.") : gettext("There is no connection.");
            const kept = here ? gettext("What you write is kept in this browser.") : gettext("What you write is not kept anywhere: copy it.");
            return `${why} ${kept}`;
        }

        tell(state, text) {
            this.state = state;
            if (!this.status) return;
            this.status.classList.toggle("nr-warn", state === "here" || state === "lost" || state === "refused");
            if (this.status.dataset.text === text) return;
            this.status.dataset.text = text;
            this.status.textContent = text;
            if (text.startsWith(gettext("You were signed out."))) {
                const link = Object.assign(document.createElement("a"), { href: this.signIn, target: "_blank", rel: "noopener" });
                link.textContent = gettext("Sign in in another window");
                this.status.append(" ", link);
            }
        }

        leave() {
            this.left = true;
            const token = cookie("csrftoken");
            if (token) this.form.querySelector("[name=csrfmiddlewaretoken]").value = token;
        }

        key() {
            return `${this.input.dataset.user}/${this.input.dataset.story}/${this.input.dataset.name}`;
        }

        // Work that this browser kept of earlier windows goes to the server now, and is offered.
        async bring() {
            const { user, story, name } = this.input.dataset;
            for (const entry of await allHere()) {
                if (entry.user !== user || (entry.story !== story && story)) continue;
                if (entry.name === name && !("recovered" in this.input.dataset)) continue;
                const answer = await this.post(new URLSearchParams(entry.fields));
                const told = (await answer?.json().catch(() => null)) ?? {};
                if (!answer?.ok || !("kept" in told)) continue;
                await dropHere(entry.key);
                if (told.kept && entry.story === story) this.offer(entry);
            }
        }

        offer(entry) {
            const box = document.getElementById("nr-unsaved");
            const address = new URL(location.pathname, location.href);
            address.searchParams.set("recover", entry.name);
            if (!box || box.querySelector(`a[href$="${CSS.escape(entry.name)}"]`)) return;
            const note = Object.assign(document.createElement("section"), { className: "nr-offer" });
            const text = document.createElement("p");
            const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
            text.textContent = `${gettext("This browser kept work that was not saved:")} ${when.format(entry.at)}`;
            const link = Object.assign(document.createElement("a"), { className: "button", href: address });
            link.textContent = gettext("Restore what was not saved");
            note.append(text, link);
            box.append(note);
        }
    }

    document.addEventListener("DOMContentLoaded", () => {
        const input = document.querySelector("[data-nr-autosave]");
        if (input) new Autosave(input);
    });
}
