// What the body's editor takes in from elsewhere: links to our own stories, posts and videos of well-known hosts.
// Loaded by django-prose-editor (articles/admin/editor.py); articles/admin/inserting.py answers.
import { crel, gettext, Link as BaseLink, Node, pm, svgMenuButton, updateAttrsDialog } from "django-prose-editor/editor";

const PAUSE = 250;

const ask = async (address, data) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    let answer;
    try {
        answer = await fetch(address, {
            method: "POST",
            headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
            body: JSON.stringify(data),
        });
    } catch {
        throw new Error(gettext("The server can't be reached. What you type stays in this page."));
    }
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (!told) throw new Error(gettext("You are signed out, or the server is out of order. What you type stays in this page."));
    if (!answer.ok) throw new Error(told.error);
    return told;
};

// A box under the address: type words, press a story. Arrow keys go through the list.
class StoryFinder {
    constructor(address, field, chosen) {
        this.address = address;
        this.chosen = chosen;
        this.input = crel("input", { type: "search", dir: "auto", placeholder: gettext("Words of the story"), "aria-label": gettext("Find a story") });
        this.list = crel("ul", { className: "nr-found-stories" });
        this.told = crel("p", { className: "nr-found-none", role: "status" });
        this.box = crel("div", { className: "nr-finder" }, [this.input, this.list, this.told]);
        field.after(this.box);
        this.input.addEventListener("input", () => this.later());
        this.box.addEventListener("keydown", (event) => this.key(event));
        this.input.focus();
    }

    later() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.find(), PAUSE);
    }

    async find() {
        const term = this.input.value.trim();
        try {
            const { stories } = term ? await ask(this.address, { term }) : { stories: [] };
            if (term !== this.input.value.trim()) return;
            this.list.replaceChildren(...stories.map((story) => crel("li", null, [this.button(story)])));
            this.told.textContent = term && !stories.length ? gettext("No published story holds these words.") : "";
        } catch (failure) {
            this.told.textContent = failure.message;
        }
    }

    button(story) {
        const words = crel("bdi", { textContent: story.headline });
        const details = crel("small", { textContent: ` ${story.details.join(" · ")}` });
        const button = crel("button", { type: "button" }, [words, details]);
        button.addEventListener("click", () => this.chosen(story));
        return button;
    }

    key(event) {
        const buttons = [...this.list.querySelectorAll("button")];
        const at = buttons.indexOf(document.activeElement);
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            (event.key === "ArrowDown" ? buttons[at + 1] : (buttons[at - 1] ?? this.input))?.focus();
        } else if (event.key === "Enter" && document.activeElement === this.input) {
            event.preventDefault();
            buttons[0]?.click();
        }
    }
}

// The package's link, with our stories to choose from; without a selection its words are put in too.
export const Link = BaseLink.extend({
    addOptions() {
        return { ...this.parent?.(), storiesUrl: "" };
    },
    addMenuItems(tools) {
        this.parent?.(tools);
        tools._definedItems.link.enabled = () => true;
    },
    addCommands() {
        const { name } = this;
        const stories = this.options.storiesUrl;
        return {
            ...this.parent?.(),
            addLink:
                () =>
                ({ editor }) => {
                    const bare = editor.state.selection.empty && !editor.isActive("link");
                    const choose = ({ input }) => {
                        const dialog = input.closest("dialog");
                        if (dialog.querySelector(".nr-finder")) return dialog.querySelector(".nr-finder input").focus();
                        return new StoryFinder(stories, input.closest(".prose-editor-dialog-field"), ({ headline, address }) => {
                            input.value = address;
                            const words = dialog.querySelector("input[name=words]");
                            if (words && !words.value) words.value = headline;
                            dialog.querySelector(".nr-finder").remove();
                            input.focus();
                        });
                    };
                    const properties = {
                        href: {
                            type: "string",
                            title: gettext("URL"),
                            required: true,
                            picker: stories ? { label: gettext("Choose a story"), handler: choose } : null,
                        },
                        ...(bare ? { words: { type: "string", title: gettext("Words of the link") } } : {}),
                        title: { type: "string", title: gettext("Title") },
                    };
                    const before = bare ? {} : editor.getAttributes(name);
                    updateAttrsDialog(properties, { title: gettext("Edit Link") })(editor, before).then((typed) => {
                        if (!typed?.href.trim()) return;
                        const attrs = { href: typed.href.trim(), title: typed.title || null };
                        const chain = editor.chain().focus();
                        if (bare) {
                            const text = typed.words.trim() || attrs.href;
                            chain.insertContent({ type: "text", text, marks: [{ type: name, attrs }] }).run();
                        } else if (editor.isActive("link")) chain.extendMarkRange(name).updateAttributes(name, attrs).run();
                        else chain.setMark(name, attrs).run();
                    });
                    return true;
                },
        };
    },
});

const icon = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><rect x="3" y="4" width="18" height="16" rx="2"/><path d="m10 9 5 3-5 3z"/></svg>';

const sayWrong = (editor, message) => {
    const told = crel("p", { className: "nr-embed-refused", role: "alert", textContent: message });
    const frame = editor.view.dom.closest(".prose-editor");
    frame.querySelector(".nr-embed-refused")?.remove();
    frame.after(told);
    setTimeout(() => told.remove(), 15_000);
};

// A post or video: one node in the editor, a paragraph of one link in what is stored.
export const Embed = Node.create({
    name: "embed",
    group: "block",
    atom: true,
    draggable: true,
    addOptions: () => ({ embedUrl: "" }),
    addAttributes: () => ({
        href: { default: "", renderHTML: () => ({}), parseHTML: (element) => element.querySelector("a")?.getAttribute("href") ?? "" },
        words: { default: "", renderHTML: () => ({}), parseHTML: (element) => element.textContent.trim() },
    }),
    // Before the paragraph, which would take it too.
    parseHTML: () => [{ tag: "p.embed", priority: 100, getAttrs: (element) => (element.querySelector("a[href]") ? null : false) }],
    renderHTML: ({ node }) => ["p", { class: "embed" }, ["a", { href: node.attrs.href }, node.attrs.words || node.attrs.href]],
    renderText: ({ node }) => node.attrs.words,
    addMenuItems({ menu }) {
        menu.defineItem({
            name: "embed",
            groups: "nodes",
            priority: 80,
            button: svgMenuButton(icon, "embed"),
            active: (editor) => editor.isActive("embed"),
            command: (editor) => editor.commands.editEmbed(),
        });
    },
    addCommands() {
        const { embedUrl } = this.options;
        return {
            editEmbed:
                () =>
                ({ editor }) => {
                    const properties = {
                        href: { type: "string", format: "url", title: gettext("Address of the post or video"), required: true },
                        words: { type: "string", title: gettext("What is to be seen in it") },
                    };
                    const before = editor.isActive("embed") ? editor.getAttributes("embed") : {};
                    const dialog = updateAttrsDialog(properties, { title: gettext("Post or video of another site"), submitText: gettext("Insert") });
                    dialog(editor, before).then(async (typed) => {
                        if (!typed) return;
                        try {
                            const { page, host } = await ask(embedUrl, { address: typed.href });
                            const attrs = { href: page, words: typed.words.trim() || host };
                            editor.chain().focus().insertContent({ type: "embed", attrs }).run();
                        } catch (failure) {
                            sayWrong(editor, failure.message);
                        }
                    });
                    return true;
                },
        };
    },
    // An address pasted alone into an empty paragraph becomes what it leads to.
    addProseMirrorPlugins() {
        const { editor, options } = this;
        return [
            new pm.state.Plugin({
                props: {
                    handlePaste(view, event) {
                        const text = event.clipboardData?.getData("text/plain").trim() ?? "";
                        const { $from, empty } = view.state.selection;
                        if (!/^https:\/\/\S+$/.test(text) || !empty || $from.parent.type.name !== "paragraph" || $from.parent.content.size) return false;
                        const asLink = { type: "text", text, marks: [{ type: "link", attrs: { href: text } }] };
                        ask(options.embedUrl, { address: text }).then(
                            ({ page, host }) => editor.chain().focus().insertContent({ type: "embed", attrs: { href: page, words: host } }).run(),
                            () => editor.chain().focus().insertContent(asLink).run(),
                        );
                        return true;
                    },
                },
            }),
        ];
    },
});
