// What the body's editor lacks: Arabic names on its buttons, direction of a paragraph, pull quotes,
// and marks that stories may carry. Loaded by django-prose-editor (articles/admin/editor.py).
import { Extension, gettext, Mark, Node, svgMenuButton } from "django-prose-editor/editor";

const DIRECTED = ["paragraph", "heading", "listItem", "blockquote", "tableCell", "tableHeader"];

const mark = (name, tag) =>
    Mark.create({
        name,
        parseHTML: () => [{ tag }],
        renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    });

export const Bdi = mark("bdi", "bdi");
export const Cite = mark("cite", "cite");

// Who said it, under a quotation.
export const QuoteFooter = Node.create({
    name: "quoteFooter",
    group: "block",
    content: "inline*",
    parseHTML: () => [{ tag: "footer" }],
    renderHTML: ({ HTMLAttributes }) => ["footer", HTMLAttributes, 0],
});

const icon = (paths) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">${paths}</svg>`;

// A quotation set large: the same node with a class.
export const PullQuote = Extension.create({
    name: "pullQuote",
    addGlobalAttributes: () => [
        {
            types: ["blockquote"],
            attributes: {
                pull: {
                    default: null,
                    parseHTML: (element) => (element.classList.contains("pull") ? true : null),
                    renderHTML: ({ pull }) => (pull ? { class: "pull" } : {}),
                },
            },
        },
    ],
    addMenuItems({ menu }) {
        menu.defineItem({
            name: "pullQuote",
            groups: "nodes",
            priority: 90,
            button: svgMenuButton(icon('<path d="M4 4h16M4 20h16M9 9h6M9 12h6M9 15h4"/>'), "pull quote"),
            active: (editor) => editor.isActive("blockquote", { pull: true }),
            command(editor) {
                const pull = editor.isActive("blockquote", { pull: true }) ? null : true;
                const chain = editor.chain().focus();
                if (!editor.isActive("blockquote")) chain.setBlockquote();
                chain.updateAttributes("blockquote", { pull }).run();
            },
        });
    },
});

// A paragraph of Latin letters in an Arabic story, or the other way round.
export const Direction = Extension.create({
    name: "direction",
    addGlobalAttributes: () => [
        {
            types: DIRECTED,
            attributes: {
                dir: {
                    default: null,
                    parseHTML: (element) => element.getAttribute("dir"),
                    renderHTML: ({ dir }) => (dir ? { dir } : {}),
                },
                lang: {
                    default: null,
                    parseHTML: (element) => element.getAttribute("lang"),
                    renderHTML: ({ lang }) => (lang ? { lang } : {}),
                },
            },
        },
    ],
    addMenuItems({ menu }) {
        const side = () => getComputedStyle(this.editor.view.dom).direction;
        const other = () => (side() === "rtl" ? "ltr" : "rtl");
        const arrow = document.dir === "rtl" ? '<path d="M4 19h16m-4-4 4 4-4 4"/>' : '<path d="M20 19H4m4-4-4 4 4 4"/>';
        menu.defineItem({
            name: "direction",
            groups: "direction",
            button: svgMenuButton(icon(`<path d="M4 4h16M4 9h16"/>${arrow}`), "direction"),
            active: (target) => target.isActive({ dir: other() }),
            command(target) {
                const dir = target.isActive({ dir: other() }) ? null : other();
                const chain = target.chain().focus();
                for (const type of ["paragraph", "heading"]) chain.updateAttributes(type, { dir });
                chain.run();
            },
        });
    },
});

const LABELS = () => ({
    paragraph: gettext("Paragraph"),
    heading2: gettext("Heading"),
    heading3: gettext("Second heading"),
    heading4: gettext("Third heading"),
    blockquote: gettext("Quotation"),
    pullQuote: gettext("Pull quote"),
    horizontalRule: gettext("Dividing line"),
    figure: gettext("Picture"),
    codeBlock: gettext("Code"),
    bulletList: gettext("List"),
    orderedList: gettext("Numbered list"),
    bold: gettext("Bold"),
    italic: gettext("Emphasis"),
    embed: gettext("Post or video"),
    link: gettext("Link"),
    unlink: gettext("Remove the link"),
    table: gettext("Insert a table"),
    "table:addColumnAfter": gettext("Add a column"),
    "table:deleteColumn": gettext("Delete the column"),
    "table:addRowAfter": gettext("Add a row"),
    "table:deleteRow": gettext("Delete the row"),
    "table:mergeCells": gettext("Merge the cells"),
    "table:splitCell": gettext("Split the cell"),
    "table:toggleHeaderCell": gettext("Heading cell, on and off"),
    "table:deleteTable": gettext("Delete the table"),
    direction: gettext("Paragraph from the other side"),
    "history:undo": gettext("Undo"),
    "history:redo": gettext("Redo"),
});

// Kept in stories that come with them; an Arabic newspaper has no use for buttons that make them.
const WITHOUT_BUTTON = ["italic", "strike", "subscript", "superscript", "code", "codeBlock", "heading4"];

// Runs after all others: names what they put into the tool bar.
export const DeskToolbar = Extension.create({
    name: "deskToolbar",
    priority: 1,
    addMenuItems({ _definedItems: items }) {
        const labels = LABELS();
        for (const item of Object.values(items)) {
            if (WITHOUT_BUTTON.includes(item.name)) item.groups = new Set(["without-button"]);
            const label = labels[item.name];
            if (!label || !item.button) continue;
            item.button.title = label;
            item.button.setAttribute("aria-label", label);
            const { active } = item;
            const update = item.update;
            item.update = (editor) => {
                update?.(editor);
                item.button.setAttribute("aria-pressed", String(Boolean(active?.(editor))));
                item.button.disabled = Boolean(item.enabled && !item.enabled(editor));
            };
        }
        // The package's dialogue has its answers in English; three by three with a heading row can be changed at will.
        if (items.table) {
            items.table.command = (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
        }
    },
    onCreate({ editor }) {
        const frame = editor.view.dom.closest(".prose-editor");
        const textarea = frame?.querySelector("textarea");
        const label = textarea && document.querySelector(`label[for="${textarea.id}"]`);
        const bar = frame?.querySelector(".prose-menubar");
        if (label) {
            label.id ||= `${textarea.id}_label`;
            editor.view.dom.setAttribute("aria-labelledby", label.id);
            label.addEventListener("click", () => editor.commands.focus());
        }
        // Beside an English page stories are still Arabic: their own letters decide.
        if (document.dir !== "rtl") editor.view.dom.dir = "auto";
        editor.view.dom.setAttribute("role", "textbox");
        editor.view.dom.setAttribute("aria-multiline", "true");
        bar?.setAttribute("role", "toolbar");
        bar?.setAttribute("aria-label", gettext("Form of the body"));
    },
});

// The package's own words, here so that `makemessages` finds them.
export const PACKAGE_WORDS = () => [
    gettext("Image URL"),
    gettext("Alternative Text"),
    gettext("Caption"),
    gettext("Edit Figure"),
    gettext("Edit Image"),
    gettext("Insert Figure"),
    gettext("Browse..."),
    gettext("Update"),
    gettext("Insert"),
    gettext("URL"),
    gettext("Title"),
    gettext("Edit Link"),
];
