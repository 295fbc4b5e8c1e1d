// The proofreading panel: reads along while someone types, shows each remark at its place, fixes it at one press.
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many));
    const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
    const PAUSE = 700;
    const AROUND = 22;
    const LONGEST = 48;
    const story = window.newsroomStory;

    const SEVERITIES = { error: gettext("mistake"), warning: gettext("warning"), note: gettext("note") };
    const FIELDS = {
        kicker: gettext("Kicker"),
        headline: gettext("Headline"),
        standfirst: gettext("Standfirst"),
        body: gettext("Body"),
        image: gettext("Lead picture"),
        image_caption: gettext("Caption of the lead picture"),
        image_credit: gettext("Credit of the lead picture"),
        source_name: gettext("Source"),
    };

    const make = (tag, className, ...content) => {
        const element = document.createElement(tag);
        if (className) element.className = className;
        element.append(...content);
        return element;
    };
    const button = (label, press, className = "") => {
        const element = make("button", className, label);
        element.type = "button";
        element.addEventListener("click", press);
        return element;
    };
    const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
    const keyField = (name) => name.replace(/^([^-]+)-\d+-/, "$1-");
    const fieldName = (name) => FIELDS[name] ?? gettext("Gallery");

    class Proofreading {
        constructor(panel) {
            this.panel = panel;
            this.data = panel.querySelector("[data-nr-proofread]").dataset;
            this.list = panel.querySelector("[data-nr-remarks]");
            this.summary = panel.querySelector("[data-nr-summary]");
            this.said = panel.querySelector("[data-nr-said]");
            this.waved = panel.querySelector("[data-nr-waved]");
            this.kept = panel.querySelector("[name=_ignored]");
            this.rows = [];
            this.current = null;
            this.typed = 0;
            this.mayAdd = false;
            story.form.dataset.nrStory = this.data.story;
            story.changed(() => this.later());
            document.addEventListener("nr:remark", ({ detail }) => this.choose(this.row(detail.key), false));
            document.addEventListener("keydown", (event) => this.key(event), true);
            this.later(0);
        }

        row(key) {
            return this.rows.find((row) => row.id === key);
        }

        later(pause = PAUSE) {
            this.typed += 1;
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.read(), pause);
        }

        async read() {
            const version = this.typed;
            const typed = story.read();
            const { starts: _, ...sent } = typed;
            try {
                const told = await story.ask(this.data.nrProofread, { ...sent, ignored: this.ignoredHere() });
                // Something was typed meanwhile: its own reading is on the way.
                if (version !== this.typed) return;
                this.mayAdd = told.dictionary;
                this.take(told.findings, typed);
                this.showWaved(told.ignored);
            } catch (failure) {
                this.summary.textContent = failure.message;
            }
        }

        take(findings, typed) {
            const times = new Map();
            this.rows = findings.map((row) => {
                const nth = (times.get(row.key) ?? 0) + 1;
                times.set(row.key, nth);
                const text = row.block === null ? (story.form.elements[row.field]?.value ?? "") : typed.blocks[row.block].text;
                return { ...row, id: `${row.key}:${nth}`, whole: text, start0: row.block === null ? 0 : typed.starts[row.block] };
            });
            if (!this.row(this.current)) this.current = null;
            this.mark();
            this.draw();
            this.count();
        }

        // Marks in the fields and in the body.
        mark() {
            const body = this.rows.filter((row) => row.block !== null);
            story.editor?.commands.setRemarks?.(
                body.map((row) => ({
                    key: row.id,
                    severity: row.severity,
                    reason: row.reason,
                    text: row.whole.slice(row.start, row.end),
                    from: row.start0 + row.start,
                    to: row.start0 + row.end,
                    fixFrom: row.start0 + row.fixStart,
                    fixTo: row.start0 + row.fixEnd,
                    fixText: row.whole.slice(row.fixStart, row.fixEnd),
                    suggestion: row.suggestion,
                })),
            );
            for (const field of story.form.querySelectorAll("textarea:not(#id_body), input[type=text]")) {
                if (!field.name || field.name.includes("__prefix__")) continue;
                const rows = this.rows.filter((row) => row.field === field.name && row.end > row.start);
                window.newsroomMarks.set(field, rows.map((row) => ({ ...row, current: row.id === this.current })));
            }
        }

        count() {
            const errors = this.rows.filter((row) => row.severity === "error").length;
            const total = this.rows.length;
            const remarks = fill(ngettext("%(count)s remark", "%(count)s remarks", total), { count: total });
            const wrong = fill(ngettext("%(count)s mistake", "%(count)s mistakes", errors), { count: errors });
            const text = !total ? gettext("Nothing to remark.") : errors ? `${remarks} · ${wrong}` : remarks;
            if (this.summary.textContent !== text) this.summary.textContent = text;
            this.panel.dispatchEvent(new CustomEvent("nr:count", { detail: { count: total, label: text } }));
            document.dispatchEvent(
                new CustomEvent("nr:note", { detail: { name: "proofreading", text: total ? `${gettext("Proofreading")}: ${text}` : "" } }),
            );
        }

        draw() {
            const focused = this.list.contains(document.activeElement) ? document.activeElement.closest("li")?.dataset.key : null;
            this.list.replaceChildren();
            let group = null;
            for (const row of this.rows) {
                if (group?.dataset.field !== row.field) {
                    group = make("ol", "nr-list");
                    group.dataset.field = row.field;
                    this.list.append(make("h3", "nr-remarks-field", fieldName(row.field)), group);
                }
                group.append(this.item(row));
            }
            if (focused) this.list.querySelector(`li[data-key="${CSS.escape(focused)}"] button`)?.focus({ preventScroll: true });
        }

        item(row) {
            const item = make("li", `nr-finding nr-finding-${row.severity}`);
            item.dataset.key = row.id;
            if (row.id === this.current) item.setAttribute("aria-current", "true");
            const severity = make("span", "nr-finding-severity", SEVERITIES[row.severity] ?? "");
            const show = button("", () => this.choose(row, true), "nr-finding-show");
            show.append(this.words(row), make("span", "nr-finding-reason", severity, ` ${row.reason}`));
            const acts = make("span", "nr-finding-acts");
            if (row.suggestion !== null) acts.append(button(this.fixLabel(row), () => this.fix(row), "nr-finding-fix"));
            if (row.ignorable) acts.append(button(gettext("Ignore here"), () => this.ignore(row)));
            if (row.word && this.mayAdd) acts.append(button(gettext("Add to the dictionary"), () => this.askWord(item, row)));
            item.append(show, acts);
            return item;
        }

        // The place with a few words around it.
        words(row) {
            const line = make("bdi", "nr-finding-words");
            if (row.end <= row.start) {
                line.append(row.text || row.name);
                return line;
            }
            const before = row.whole.slice(Math.max(0, row.start - AROUND), row.start);
            const after = row.whole.slice(row.end, row.end + AROUND);
            line.append(row.start > AROUND ? "…" : "", before, make("mark", "", short(row.whole.slice(row.start, row.end))), after);
            line.append(row.end + AROUND < row.whole.length ? "…" : "");
            return line;
        }

        fixLabel(row) {
            const text = short(row.suggestion.trim());
            if (!row.suggestion) return gettext("Delete it");
            if (!text) return gettext("Mend the blanks");
            return fill(row.fixStart === row.fixEnd ? gettext("Put in: %(text)s") : gettext("Mend: %(text)s"), { text });
        }

        choose(row, focus) {
            if (!row) return;
            this.current = row.id;
            document.dispatchEvent(new CustomEvent("nr:open", { detail: { panel: "proofreading" } }));
            for (const item of this.list.querySelectorAll("li")) {
                if (item.dataset.key === row.id) item.setAttribute("aria-current", "true");
                else item.removeAttribute("aria-current");
            }
            const item = this.list.querySelector("[aria-current]");
            // Only the panel's own list scrolls here, not the page.
            if (item) this.panel.scrollTop = Math.max(0, item.offsetTop - this.panel.clientHeight / 3);
            this.mark();
            this.said.textContent = `${fieldName(row.field)}: ${row.text}. ${row.reason}`;
            if (focus) this.goTo(row);
            else if (row.block !== null) story.editor?.commands.showRemark(row.id, false);
        }

        goTo(row) {
            if (row.block !== null) return void story.editor?.commands.showRemark(row.id);
            const field = story.form.elements[row.field];
            if (row.field === "body") return void this.goToPicture(row);
            const shown = field?.matches?.(".select2-hidden-accessible") ? field.nextElementSibling.querySelector(".select2-selection") : field;
            shown?.scrollIntoView({ block: "center" });
            shown?.focus({ preventScroll: true });
            if (row.end > row.start) field.setSelectionRange(row.start, row.end);
        }

        goToPicture(row) {
            const pictures = [...(story.editor?.view.dom.querySelectorAll("img[src]") ?? [])];
            pictures.find((picture) => picture.getAttribute("src") === row.text)?.scrollIntoView({ block: "center" });
            story.editor?.commands.focus(undefined, { scrollIntoView: false });
        }

        fix(row) {
            if (!row || row.suggestion === null) return;
            const next = this.rows[this.rows.indexOf(row) + 1];
            const done = row.block === null ? this.fixField(row) : story.editor?.commands.fixRemark(row.id);
            if (!done) return;
            this.said.textContent = gettext("Mended. Ctrl+Z takes it back.");
            this.current = next?.id ?? null;
            this.later(0);
        }

        // As if typed: the browser's own undo takes it back.
        fixField(row) {
            const field = story.form.elements[row.field];
            if (field.value.slice(row.fixStart, row.fixEnd) !== row.whole.slice(row.fixStart, row.fixEnd)) return false;
            field.scrollIntoView({ block: "nearest" });
            field.focus({ preventScroll: true });
            field.setSelectionRange(row.fixStart, row.fixEnd);
            const typed = document.execCommand(row.suggestion ? "insertText" : "delete", false, row.suggestion);
            if (!typed) {
                field.setRangeText(row.suggestion, row.fixStart, row.fixEnd, "end");
                field.dispatchEvent(new Event("input", { bubbles: true }));
            }
            return true;
        }

        // «Ignore here»: a saved story's at once in the database, a new one's with its first save.
        keptRows() {
            return JSON.parse(this.kept.value || "[]");
        }

        ignoredHere() {
            return this.keptRows().map((row) => [keyField(row.field), row.fingerprint]);
        }

        async wave(row, back) {
            const { field, fingerprint, rule, text } = row;
            if (!this.data.ignored) {
                const others = this.keptRows().filter((one) => one.fingerprint !== fingerprint || keyField(one.field) !== keyField(field));
                this.kept.value = JSON.stringify(back ? others : [...others, { field, fingerprint, rule, text }]);
            } else {
                try {
                    await story.ask(this.data.ignored, { field, fingerprint, rule, text, back });
                } catch (failure) {
                    this.said.textContent = failure.message;
                    this.summary.textContent = failure.message;
                    return;
                }
            }
            this.later(0);
        }

        ignore(row) {
            if (!row?.ignorable) return;
            const next = this.rows[this.rows.indexOf(row) + 1] ?? this.rows[this.rows.indexOf(row) - 1];
            this.current = next?.id ?? null;
            this.said.textContent = gettext("Ignored in this story.");
            this.wave(row, false);
        }

        showWaved(rows) {
            this.waved.hidden = rows.length === 0;
            if (!rows.length) return;
            const count = fill(ngettext("%(count)s ignored here", "%(count)s ignored here", rows.length), { count: rows.length });
            this.waved.querySelector("summary").textContent = count;
            this.waved.querySelector("ul").replaceChildren(
                ...rows.map((row) => {
                    const words = make("bdi", "nr-finding-words", short(row.text || row.name));
                    return make("li", "nr-finding", words, make("span", "nr-finding-reason", row.reason), button(gettext("Show again"), () => this.wave(row, true)));
                }),
            );
        }

        askWord(item, row) {
            if (item.querySelector(".nr-word")) return item.querySelector(".nr-word input").focus();
            const input = make("input");
            Object.assign(input, { type: "text", value: row.word, dir: "auto", maxLength: 100 });
            input.setAttribute("aria-label", gettext("Word for the dictionary"));
            const told = make("span", "nr-warn");
            told.setAttribute("role", "alert");
            const form = make("form", "nr-word", input, make("button", "nr-finding-fix", gettext("Add")), told);
            form.addEventListener("submit", async (event) => {
                event.preventDefault();
                try {
                    const { word } = await story.ask(this.data.dictionary, { word: input.value });
                    this.said.textContent = fill(gettext("«%(word)s» is in the dictionary now."), { word });
                    this.later(0);
                } catch (failure) {
                    told.textContent = failure.message;
                }
            });
            form.addEventListener("keydown", (event) => event.key === "Escape" && form.remove());
            item.append(form);
            input.focus();
            return input.select();
        }

        // F8 and Shift+F8 go from remark to remark, Alt+Enter mends, Alt+Shift+Enter ignores: whatever the keyboard's language.
        key(event) {
            const at = this.rows.findIndex((row) => row.id === this.current);
            let act;
            if (event.key === "F8" && this.rows.length) {
                const step = event.shiftKey ? (at < 0 ? this.rows.length - 1 : at - 1 + this.rows.length) : at + 1;
                act = () => this.choose(this.rows[step % this.rows.length], true);
            } else if (event.key === "Enter" && event.altKey && at >= 0) {
                act = () => (event.shiftKey ? this.ignore(this.rows[at]) : this.fix(this.rows[at]));
            }
            if (!act) return;
            event.preventDefault();
            event.stopPropagation();
            act();
        }
    }

    document.addEventListener("DOMContentLoaded", () => {
        const panel = document.getElementById("nr-panel-proofreading");
        if (!panel || !story.form) return;
        new Proofreading(panel);
        document.dispatchEvent(
            new CustomEvent("nr:keys", {
                detail: {
                    title: gettext("Proofreading"),
                    keys: [
                        ["F8", gettext("Next remark")],
                        ["Shift+F8", gettext("Previous remark")],
                        ["Alt+Enter", gettext("Mend it as suggested")],
                        ["Alt+Shift+Enter", gettext("Ignore it in this story")],
                    ],
                },
            }),
        );
    });
}
