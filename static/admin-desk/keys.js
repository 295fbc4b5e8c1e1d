// Help for the keyboard: a dialogue opened by the button in the page's head, by Ctrl+/ or, outside of fields, by ؟ alone.
// Any script adds its keys, before or after the page is there:
//     document.dispatchEvent(new CustomEvent("nr:keys", { detail: { title: "…", keys: [["Ctrl+B", "Bold"]] } }))
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const OFF = "newsroom:question-mark-off";
    const groups = [];
    let dialog = null;

    const make = (tag, ...content) => {
        const element = document.createElement(tag);
        element.append(...content);
        return element;
    };

    const stored = (value) => {
        try {
            if (value === undefined) return localStorage.getItem(OFF) === "1";
            if (value) localStorage.setItem(OFF, "1");
            else localStorage.removeItem(OFF);
        } catch {
            // storage refused: the key works until the page goes
        }
        return value;
    };

    const written = (keys) => {
        const line = make("span");
        line.dir = "ltr";
        keys.split(/(?<=.)\+/u).forEach((key, number) => line.append(number ? "+" : "", make("kbd", key)));
        return line;
    };

    const build = () => {
        dialog = make("dialog");
        dialog.className = "nr-keys";
        dialog.setAttribute("aria-labelledby", "nr-keys-title");
        const title = make("h2", gettext("Keyboard shortcuts"));
        title.id = "nr-keys-title";
        const close = make("button", gettext("Close"));
        close.type = "button";
        close.addEventListener("click", () => dialog.close());
        const box = make("input");
        box.type = "checkbox";
        box.checked = !stored();
        box.addEventListener("change", () => stored(!box.checked));
        dialog.append(title, make("div"), make("label", box, ` ${gettext("The question mark alone opens this help")}`), close);
        dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
        document.body.append(dialog);
    };

    const open = () => {
        if (!dialog) build();
        if (dialog.open) return;
        const list = groups.map(({ title, keys }) => {
            const rows = keys.flatMap(([pressed, does]) => [make("dt", written(pressed)), make("dd", does)]);
            return make("section", make("h3", title), make("dl", ...rows));
        });
        dialog.querySelector("div").replaceChildren(...list);
        dialog.showModal();
    };

    const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.getAttribute("role") === "textbox";

    document.addEventListener("nr:keys", ({ detail }) => groups.push(detail));
    document.addEventListener("keydown", (event) => {
        const always = event.code === "Slash" && event.ctrlKey && !event.altKey;
        const alone = (event.key === "?" || event.key === "؟") && !event.ctrlKey && !event.altKey && !event.metaKey;
        if (!always && !(alone && !stored() && !typing(event.target))) return;
        event.preventDefault();
        open();
    });
    document.addEventListener("prose-editor:ready", ({ detail }) => {
        if (detail.textarea.id !== "id_body") return;
        groups.push({
            title: gettext("In the body"),
            keys: [
                ["Ctrl+B", gettext("Bold")],
                ["Ctrl+K", gettext("Link")],
                ["Ctrl+Shift+8", gettext("List")],
                ["Ctrl+Shift+7", gettext("Numbered list")],
                ["Ctrl+Shift+B", gettext("Quotation")],
                ["Ctrl+Alt+2", gettext("Heading")],
                ["Ctrl+Z", gettext("Undo")],
                ["Ctrl+Shift+Z", gettext("Redo")],
            ],
        });
    });
    document.addEventListener("DOMContentLoaded", () => {
        groups.unshift({ title: gettext("Everywhere"), keys: [["Ctrl+/", gettext("This help")]] });
        document.querySelector("[data-nr-keys]")?.addEventListener("click", open);
    });
}
