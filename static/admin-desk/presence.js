// Who else is in this story: told to the server every few seconds, shown over the form; and when somebody saved a newer
// version. The server forgets a form that has not spoken for a while.
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
    const cookie = (name) =>
        document.cookie
            .split("; ")
            .find((part) => part.startsWith(`${name}=`))
            ?.slice(name.length + 1);

    class Presence {
        constructor(box, input) {
            this.box = box;
            this.input = input;
            this.form = input.form;
            this.changed = false;
            // What is told after leaving would bring the form back to life.
            this.leaving = new AbortController();
            document.addEventListener("nr:typed", () => {
                if (this.changed) return;
                this.changed = true;
                this.tell();
            });
            addEventListener("pagehide", () => this.leave());
            addEventListener("pageshow", ({ persisted }) => persisted && this.come());
            document.addEventListener("visibilitychange", () => document.hidden || this.tell());
            setInterval(() => this.tell(), Number(box.dataset.every) * 1000);
            this.tell();
        }

        body(more) {
            const version = this.form.querySelector("[name=version]")?.value ?? "";
            return new URLSearchParams({ form_key: this.input.value, version, has_changes: this.changed ? "1" : "0", ...more });
        }

        async tell() {
            if (this.gone) return;
            const token = cookie("csrftoken") || this.form.querySelector("[name=csrfmiddlewaretoken]").value;
            const options = { method: "POST", body: this.body(), headers: { "X-CSRFToken": token }, redirect: "error" };
            try {
                const answer = await fetch(this.box.dataset.address, { ...options, signal: AbortSignal.any([AbortSignal.timeout(10000), this.leaving.signal]) });
                if (answer.ok) this.show(await answer.json());
            } catch {
                // No connection: the autosave says so.
            }
        }

        come() {
            this.gone = false;
            this.leaving = new AbortController();
            this.tell();
        }

        leave() {
            this.gone = true;
            this.leaving.abort();
            const body = this.body({ leave: "1", csrfmiddlewaretoken: cookie("csrftoken") || "" });
            navigator.sendBeacon(this.box.dataset.address, body);
        }

        show({ others, newer }) {
            const lines = others.map((person) => this.line(person));
            const text = JSON.stringify([lines, newer]);
            // A status that is written anew is read out anew.
            if (text === this.text) return;
            this.text = text;
            this.box.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
            if (!newer) return;
            const note = document.createElement("p");
            note.className = "nr-warn";
            const who = newer.by || gettext("Somebody");
            note.textContent = `${fill(gettext("%(name)s saved a newer version at %(time)s. When you save, both texts are shown to be put together."), { name: who, time: newer.at })} `;
            const link = Object.assign(document.createElement("a"), { href: this.box.dataset.compare, target: "_blank", rel: "noopener" });
            link.textContent = gettext("See what changed");
            note.append(link);
            this.box.append(note);
        }

        line(person) {
            if (person.is_self) return gettext("This story is open in another window of yours.");
            const here = fill(gettext("%(name)s is in this story too, since %(time)s."), { name: person.name, time: person.since });
            return person.has_changes ? `${here} ${gettext("With changes not saved yet.")}` : here;
        }
    }

    document.addEventListener("DOMContentLoaded", () => {
        const box = document.getElementById("nr-present");
        const input = document.querySelector("[data-nr-autosave]");
        if (box && input) new Presence(box, input);
    });
}
