// The suggestions panel: related stories and topics for the text as typed, added at one press; stories that tell the same.
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many));
    const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
    const PAUSE = 2500;
    const story = window.newsroomStory;

    const make = (tag, className, ...content) => {
        const element = document.createElement(tag);
        if (className) element.className = className;
        element.append(...content);
        return element;
    };

    class Suggestions {
        constructor(panel) {
            this.panel = panel;
            this.address = panel.querySelector("[data-nr-suggest]").dataset.nrSuggest;
            this.summary = panel.querySelector("[data-nr-summary]");
            this.typed = 1;
            this.shown = 0;
            story.changed(() => this.later(PAUSE));
            panel.addEventListener("nr:shown", () => this.shown !== this.typed && this.later(0));
            this.later(0);
        }

        later(pause) {
            this.typed += 1;
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.read(), pause);
        }

        async read() {
            const version = this.typed;
            const { starts: _, ...sent } = story.read();
            try {
                const told = await story.ask(this.address, sent);
                if (version !== this.typed) return;
                this.shown = version;
                this.take(told);
            } catch (failure) {
                this.summary.textContent = failure.message;
            }
        }

        take({ related, topics, same }) {
            this.fill("same", same.map((row) => this.story(row)));
            this.fill("topics", topics.map((row) => this.topic(row)));
            this.fill("related", related.map((row) => this.story(row, true)));
            const nothing = !related.length && !topics.length && !same.length;
            this.summary.textContent = nothing ? gettext("Nothing to suggest for this text yet.") : "";
            this.summary.hidden = !nothing;
            this.panel.dispatchEvent(new CustomEvent("nr:count", { detail: { count: related.length + topics.length + same.length } }));
            const count = same.length;
            const text = count ? fill(ngettext("%(count)s story tells nearly the same", "%(count)s stories tell nearly the same", count), { count }) : "";
            document.dispatchEvent(new CustomEvent("nr:note", { detail: { name: "suggestions", text } }));
        }

        fill(name, items) {
            const section = this.panel.querySelector(`[data-nr-${name}]`);
            const focused = section.contains(document.activeElement);
            section.hidden = items.length === 0;
            section.querySelector("ul").replaceChildren(...items);
            if (focused) (section.querySelector("button") ?? this.panel).focus({ preventScroll: true });
        }

        add(label, press) {
            const button = make("button", "nr-finding-fix", gettext("Add"));
            button.type = "button";
            button.setAttribute("aria-label", fill(gettext("Add: %(name)s"), { name: label }));
            button.addEventListener("click", press);
            return button;
        }

        story(row, addable = false) {
            const link = make("a", "nr-title", row.headline);
            Object.assign(link, { href: row.address, target: "_blank", rel: "noopener", dir: "auto" });
            const details = make("span", "nr-finding-reason", row.details.join(" · "));
            const item = make("li", "nr-finding", link, details, make("span", "nr-finding-reason", row.reasons.join(gettext("; "))));
            if (addable) item.append(make("span", "nr-finding-acts", this.add(row.headline, () => this.relate(row, item))));
            return item;
        }

        topic(row) {
            const item = make("li", "nr-finding", make("bdi", "nr-title", row.name), make("span", "nr-finding-reason", row.reasons.join(gettext("; "))));
            item.append(make("span", "nr-finding-acts", this.add(row.name, () => this.tag(row, item))));
            return item;
        }

        tag({ name }, item) {
            const field = story.form.elements.tags;
            const names = field.value.split(/[،,;؛\n]/u).map((part) => part.trim()).filter(Boolean);
            field.value = `${[...names, name].join("، ")}، `;
            this.went(item);
            field.dispatchEvent(new Event("change", { bubbles: true }));
        }

        relate({ pk, headline }, item) {
            const select = this.emptyRow();
            if (!select) return;
            select.append(new Option(headline, pk, true, true));
            window.django.jQuery(select).trigger("change");
            this.went(item);
        }

        // A row of the related stories without a target: an empty one that is there, or a new one.
        emptyRow() {
            const group = document.getElementById("related_links-group");
            const free = () =>
                [...(group?.querySelectorAll("select[name$=-target]") ?? [])].find(
                    (select) => !select.name.includes("__prefix__") && !select.value && !story.form.elements[select.name.replace("target", "url")]?.value,
                );
            const found = free();
            if (found) return found;
            group?.querySelector(".add-row a")?.click();
            return free();
        }

        went(item) {
            const next = item.nextElementSibling ?? item.previousElementSibling;
            item.remove();
            (next?.querySelector("button") ?? this.panel).focus({ preventScroll: true });
            this.later(400);
        }
    }

    document.addEventListener("DOMContentLoaded", () => {
        const panel = document.getElementById("nr-panel-suggestions");
        if (panel && story.form) new Suggestions(panel);
    });
}
