// The column beside a story's form: its panels under tabs (WAI-ARIA: arrows, Home and End move and open at once).
// A panel hears "nr:shown" whenever it comes into view; it may tell a number for its tab:
//     panel.dispatchEvent(new CustomEvent("nr:count", { detail: { count: 3, label: "3 findings" } }))
// and anything may open it:
//     document.dispatchEvent(new CustomEvent("nr:open", { detail: { panel: "proofreading" } }))
// A panel may say one line beside the form's buttons, before anybody presses them; "" takes it away:
//     document.dispatchEvent(new CustomEvent("nr:note", { detail: { name: "proofreading", text: "3 remarks" } }))
"use strict";

{
    const KEY = "newsroom:side";

    const remembered = () => {
        try {
            return localStorage.getItem(KEY);
        } catch {
            return null; // storage refused
        }
    };

    const remember = (name) => {
        try {
            localStorage.setItem(KEY, name);
        } catch {
            // storage refused: the first panel opens next time
        }
    };

    class Side {
        constructor(column) {
            this.list = column.querySelector("[role=tablist]");
            this.tabs = [...this.list.querySelectorAll("[role=tab]")];
            this.panels = this.tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
            this.panels.forEach((panel, number) => {
                panel.setAttribute("role", "tabpanel");
                panel.tabIndex = 0;
                panel.addEventListener("nr:count", ({ detail }) => this.count(number, detail));
            });
            column.classList.add("nr-tabbed");
            this.list.hidden = false;
            this.list.addEventListener("click", (event) => this.pressed(event.target.closest("[role=tab]")));
            this.list.addEventListener("keydown", (event) => this.key(event));
            document.addEventListener("nr:open", ({ detail }) => this.open(this.place(detail.panel)));
            const asked = this.place(location.hash.replace("#nr-panel-", ""));
            this.open(asked < 0 ? Math.max(0, this.place(remembered())) : asked);
            window.addEventListener("hashchange", () => this.open(this.place(location.hash.replace("#nr-panel-", ""))));
        }

        place(name) {
            return this.panels.findIndex((panel) => panel.dataset.nrPanel === name);
        }

        pressed(tab) {
            if (!tab) return;
            this.open(this.tabs.indexOf(tab));
            remember(this.panels[this.tabs.indexOf(tab)].dataset.nrPanel);
        }

        open(number) {
            if (number < 0) return;
            this.tabs.forEach((tab, place) => {
                tab.setAttribute("aria-selected", String(place === number));
                tab.tabIndex = place === number ? 0 : -1;
                this.panels[place].hidden = place !== number;
            });
            this.panels[number].dispatchEvent(new CustomEvent("nr:shown"));
        }

        key(event) {
            const here = this.tabs.indexOf(document.activeElement);
            const forward = getComputedStyle(this.list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
            const last = this.tabs.length - 1;
            let next;
            if (event.key === "Home") next = 0;
            else if (event.key === "End") next = last;
            else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
                next = (here + (event.key === forward ? 1 : last) + this.tabs.length * 2) % this.tabs.length;
            } else return;
            event.preventDefault();
            this.tabs[next].focus();
            this.pressed(this.tabs[next]);
        }

        count(number, { count, label }) {
            const badge = this.tabs[number].querySelector(".nr-badge");
            badge.hidden = !count;
            badge.textContent = count;
            this.tabs[number].title = count && label ? label : "";
        }
    }

    // Beside the buttons: each panel's line, which opens the panel.
    const note = ({ name, text }) => {
        const row = document.querySelector(".submit-row");
        if (!row) return;
        let notes = row.querySelector(".nr-notes");
        if (!notes) {
            notes = document.createElement("p");
            notes.className = "nr-notes";
            row.prepend(notes);
        }
        let button = notes.querySelector(`[data-panel="${name}"]`);
        if (!button) {
            button = document.createElement("button");
            Object.assign(button, { type: "button", className: "nr-note" });
            button.dataset.panel = name;
            button.addEventListener("click", () => {
                document.dispatchEvent(new CustomEvent("nr:open", { detail: { panel: name } }));
                const tab = document.getElementById(`nr-tab-${name}`);
                tab?.scrollIntoView({ block: "nearest" });
                tab?.focus({ preventScroll: true });
            });
            notes.append(button);
        }
        if (button.textContent !== text) button.textContent = text;
        button.hidden = !text;
    };
    document.addEventListener("nr:note", ({ detail }) => note(detail));

    document.addEventListener("DOMContentLoaded", () => {
        const column = document.querySelector("[data-nr-side]");
        if (column) new Side(column);
    });
}
