// Topics are a line divided by «،»; while one is typed, those that exist are offered below it.
"use strict";

{
    const DIVIDERS = /[،,;؛\n]/u;
    const PAUSE = 200;

    class Topics {
        constructor(input) {
            this.input = input;
            this.chosen = -1;
            this.list = document.createElement("ul");
            this.list.id = `${input.id}_suggestions`;
            this.list.className = "nr-suggestions";
            this.list.hidden = true;
            this.list.setAttribute("role", "listbox");
            this.list.setAttribute("aria-label", input.labels.length ? input.labels[0].textContent : "");
            input.after(this.list);
            for (const [name, value] of Object.entries({
                role: "combobox",
                autocomplete: "off",
                "aria-autocomplete": "list",
                "aria-expanded": "false",
                "aria-controls": this.list.id,
            })) {
                input.setAttribute(name, value);
            }
            input.addEventListener("input", () => this.later());
            input.addEventListener("keydown", (event) => this.key(event));
            input.addEventListener("blur", () => this.close());
            // Pressing the mouse would blur the input before the click arrives.
            this.list.addEventListener("mousedown", (event) => event.preventDefault());
            this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
        }

        parts() {
            return this.input.value.split(DIVIDERS);
        }

        later() {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.ask(), PAUSE);
        }

        async ask() {
            const term = this.parts().at(-1).trim();
            if (!term) return this.close();
            const address = new URL(this.input.dataset.nrTopics, location.href);
            address.searchParams.set("term", term);
            const answer = await fetch(address, { headers: { Accept: "application/json" } });
            if (!answer.ok || term !== this.parts().at(-1).trim()) return undefined;
            const taken = new Set(this.parts().slice(0, -1).map((part) => part.trim()));
            const { results } = await answer.json();
            return this.offer(results.map((result) => result.text).filter((name) => !taken.has(name)).slice(0, 8));
        }

        offer(names) {
            this.chosen = -1;
            this.list.replaceChildren(
                ...names.map((name, number) => {
                    const option = document.createElement("li");
                    option.id = `${this.list.id}_${number}`;
                    option.setAttribute("role", "option");
                    option.setAttribute("aria-selected", "false");
                    option.dir = "auto";
                    option.textContent = name;
                    return option;
                }),
            );
            this.list.hidden = names.length === 0;
            this.input.setAttribute("aria-expanded", String(names.length > 0));
            this.input.removeAttribute("aria-activedescendant");
        }

        close() {
            clearTimeout(this.timer);
            this.offer([]);
        }

        key(event) {
            const options = [...this.list.children];
            if (!options.length) return;
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                event.preventDefault();
                const step = event.key === "ArrowDown" ? 1 : -1;
                this.chosen = (this.chosen + step + options.length) % options.length;
                options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.chosen)));
                this.input.setAttribute("aria-activedescendant", options[this.chosen].id);
            } else if (event.key === "Enter" && this.chosen >= 0) {
                event.preventDefault();
                this.take(options[this.chosen]);
            } else if (event.key === "Escape") {
                this.close();
            }
        }

        take(option) {
            if (!option) return;
            const before = this.parts().slice(0, -1).map((part) => part.trim()).filter(Boolean);
            this.input.value = `${[...before, option.textContent].join("، ")}، `;
            this.close();
            this.input.focus();
        }
    }

    document.addEventListener("DOMContentLoaded", () => {
        for (const input of document.querySelectorAll("input[data-nr-topics]")) new Topics(input);
    });
}
