// The preview beside a story's form: what is typed is sent to the public template soon after typing pauses, and shown at
// a telephone's or a desktop's width. Every answer gets a frame of its own, so that the page neither flickers, nor loses
// its place, nor fills the browser's history. Nothing runs in the frame: it is sandboxed, here and by its own headers.
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const PAUSE = 600;
    // One who types without a pause sees the page all the same.
    const LONGEST = 2500;
    const WIDTHS = { phone: 390, desktop: 1280 };
    const KEY = "newsroom:preview-width";
    const NOT_SENT = /^(_move|_save|_continue|_addanother|_preview)$/;

    const cookie = (name) =>
        document.cookie
            .split("; ")
            .find((part) => part.startsWith(`${name}=`))
            ?.slice(name.length + 1);

    class Preview {
        constructor(panel, form) {
            this.panel = panel;
            this.form = form;
            this.stage = panel.querySelector("[data-nr-stage]");
            this.status = panel.querySelector("[role=status]");
            this.count = 0;
            this.buttons = [...panel.querySelectorAll("[data-nr-width]")];
            for (const button of this.buttons) button.addEventListener("click", () => this.widen(button.dataset.nrWidth));
            panel.querySelector("[data-nr-wide]").addEventListener("click", (event) => this.enlarge(event.currentTarget));
            panel.addEventListener("nr:shown", () => this.soon(0));
            for (const name of ["input", "change"]) form.addEventListener(name, () => this.soon(PAUSE));
            document.addEventListener("nr:typed", () => this.soon(PAUSE));
            new ResizeObserver(() => this.fit()).observe(this.stage);
            this.widen(this.remembered());
            this.soon(0);
        }

        remembered() {
            try {
                return localStorage.getItem(KEY) in WIDTHS ? localStorage.getItem(KEY) : "phone";
            } catch {
                return "phone"; // storage refused
            }
        }

        widen(name) {
            this.width = WIDTHS[name];
            for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.nrWidth === name));
            try {
                localStorage.setItem(KEY, name);
            } catch {
                // storage refused: a telephone's width next time
            }
            this.fit();
        }

        enlarge(button) {
            const wide = this.panel.closest(".nr-beside")?.classList.toggle("nr-wide");
            button.setAttribute("aria-pressed", String(Boolean(wide)));
        }

        fit() {
            const room = this.stage.clientWidth;
            if (!room) return;
            const scale = Math.min(1, room / this.width);
            for (const frame of this.stage.querySelectorAll("iframe")) {
                Object.assign(frame.style, {
                    inlineSize: `${this.width}px`,
                    blockSize: `${this.stage.clientHeight / scale}px`,
                    transform: `scale(${scale})`,
                });
            }
        }

        get visible() {
            return !document.hidden && this.stage.clientWidth > 0;
        }

        soon(wait) {
            clearTimeout(this.timer);
            this.waiting ??= performance.now();
            const left = LONGEST - (performance.now() - this.waiting);
            this.timer = setTimeout(() => this.send(), Math.max(0, Math.min(wait, left)));
        }

        send() {
            this.waiting = undefined;
            if (!this.visible || this.sending) return;
            const fields = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NOT_SENT.test(name));
            const sent = JSON.stringify(fields);
            if (sent === this.sent) return;
            this.sent = sent;
            this.sending = true;
            const frame = this.frame();
            const post = Object.assign(document.createElement("form"), {
                method: "post",
                action: this.panel.querySelector("[data-nr-address]").dataset.nrAddress,
                target: frame.name,
                hidden: true,
            });
            for (const [name, value] of fields) {
                const input = document.createElement("textarea");
                Object.assign(input, { name, value: name === "csrfmiddlewaretoken" ? cookie("csrftoken") || value : value });
                post.append(input);
            }
            document.body.append(post);
            post.submit();
            post.remove();
        }

        frame() {
            const frame = document.createElement("iframe");
            Object.assign(frame, { name: `nr-preview-${(this.count += 1)}`, title: gettext("Preview of the story as it is typed") });
            frame.setAttribute("sandbox", "allow-same-origin");
            frame.className = "nr-coming";
            this.stage.append(frame);
            this.fit();
            frame.addEventListener("load", () => this.came(frame));
            this.patience = setTimeout(() => this.came(frame), 15000);
            return frame;
        }

        came(frame) {
            clearTimeout(this.patience);
            this.sending = false;
            const page = frame.contentDocument;
            const told = Boolean(page?.querySelector("[data-preview=typed]"));
            this.status.textContent = told ? "" : gettext("The preview can't be shown now: no connection, or you were signed out.");
            if (!told) {
                this.sent = undefined;
                frame.remove();
                return;
            }
            // Links lead nowhere here: the form must not be left by a slip.
            page.addEventListener("click", (event) => event.target.closest("a, button") && event.preventDefault());
            const old = this.stage.querySelector("iframe:not(.nr-coming)");
            if (old) frame.contentWindow.scrollTo(0, old.contentWindow.scrollY);
            frame.classList.remove("nr-coming");
            old?.remove();
            // What was typed while it was on its way.
            this.soon(0);
        }
    }

    document.addEventListener("DOMContentLoaded", () => {
        const panel = document.getElementById("nr-panel-preview");
        const form = document.getElementById("article_form");
        if (panel?.querySelector("[data-nr-stage]") && form) new Preview(panel, form);
    });
}
