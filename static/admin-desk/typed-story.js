// The story as it stands in the form, for those who read along: articles/admin/typed_story.py says what it holds.
//     newsroomStory.read()              -> the story, ready to be sent
//     newsroomStory.ask(address, story) -> the server's answer; an Error whose message is for people
//     newsroomStory.changed(call)       call(body) whenever something is typed or chosen; body: whether in the body
"use strict";

window.newsroomStory = (() => {
    const gettext = window.gettext || ((text) => text);
    const FIELDS = ["kicker", "headline", "standfirst", "image_caption", "image_credit", "source_name"];
    const listeners = [];
    let form = null;
    let editor = null;
    let pending = false;

    const value = (name) => form.elements[name]?.value ?? "";
    const tell = (inBody) => listeners.forEach((listener) => listener(inBody));

    // Each inline node is as long as ProseMirror counts it, so that offsets are places in the document.
    const lettersOf = (node) => (node.isText ? node.text : (node.type.name === "hardBreak" ? "\u2028" : "\ufffc").repeat(node.nodeSize));

    const readBlock = (node, number, links, pictures) => {
        let text = "";
        node.forEach((child) => {
            const href = child.marks.find((mark) => mark.type.name === "link")?.attrs.href;
            const letters = lettersOf(child);
            const last = links.at(-1);
            if (href && last?.block === number && last.href === href && last.end === text.length) last.end += letters.length;
            else if (href) links.push({ block: number, start: text.length, end: text.length + letters.length, href });
            if (child.type.name === "image") pictures.push({ src: child.attrs.src ?? "", alt: child.attrs.alt ?? "" });
            text += letters;
        });
        return { text, code: node.type.name === "codeBlock" };
    };

    // `starts`: where each block's text begins in the document; not sent.
    const readBody = () => {
        const body = { blocks: [], links: [], pictures: [], starts: [] };
        editor?.state.doc.descendants((node, place) => {
            if (node.type.name === "image") body.pictures.push({ src: node.attrs.src ?? "", alt: node.attrs.alt ?? "" });
            if (!node.isTextblock) return true;
            body.blocks.push(readBlock(node, body.blocks.length, body.links, body.pictures));
            body.starts.push(place + 1);
            return false;
        });
        return body;
    };

    const rowsOf = (prefix) => {
        const rows = [];
        for (let row = 0; row < Number(value(`${prefix}-TOTAL_FORMS`)); row += 1) {
            if (!form.elements[`${prefix}-${row}-DELETE`]?.checked) rows.push(row);
        }
        return rows;
    };

    const read = () => ({
        story: Number(form.dataset.nrStory) || null,
        fields: Object.fromEntries(FIELDS.map((name) => [name, value(name)])),
        image: value("image"),
        section: value("section"),
        tags: value("tags"),
        byline: rowsOf("bylines").some((row) => value(`bylines-${row}-author`)),
        gallery:
            value("story_type") === "gallery"
                ? rowsOf("gallery_items").map((row) => ({
                      row,
                      image: value(`gallery_items-${row}-image`),
                      own_caption: value(`gallery_items-${row}-own_caption`),
                      own_credit: value(`gallery_items-${row}-own_credit`),
                  }))
                : [],
        related: rowsOf("related_links").map((row) => Number(value(`related_links-${row}-target`))).filter(Boolean),
        ...readBody(),
    });

    const ask = async (address, data) => {
        let answer;
        try {
            answer = await fetch(address, {
                method: "POST",
                headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": value("csrfmiddlewaretoken") },
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

    document.addEventListener("DOMContentLoaded", () => {
        form = document.getElementById("article_form");
        if (!form) return;
        const later = () => {
            if (!pending) queueMicrotask(() => ((pending = false), tell(false)));
            pending = true;
        };
        form.addEventListener("input", (event) => event.target.closest(".ProseMirror") || later());
        form.addEventListener("change", later);
        document.addEventListener("formset:added", later);
        document.addEventListener("formset:removed", later);
        // select2 speaks through jQuery's events alone.
        window.django?.jQuery?.(form).on("change", "select", later);
    });
    document.addEventListener("prose-editor:ready", ({ detail }) => {
        if (detail.textarea.id !== "id_body") return;
        editor = detail.editor;
        editor.on("update", () => tell(true));
        tell(true);
    });

    return {
        read,
        ask,
        changed: (call) => listeners.push(call),
        get editor() {
            return editor;
        },
        get form() {
            return form;
        },
    };
})();
