// Places in the body that proofreading remarks on: shown as decorations, which move with the text and never enter it.
// Loaded by django-prose-editor (articles/admin/editor.py); static/admin-desk/proofreading.js speaks to it:
//     editor.commands.setRemarks([{ key, severity, reason, text, from, to, fixFrom, fixTo, suggestion }])
//     editor.commands.showRemark(key, focus)    selects the place and brings it into view
//     editor.commands.fixRemark(key)            one step of the editor's own undo
import { Extension, Plugin, pm } from "django-prose-editor/editor";

const { Decoration, DecorationSet } = pm.view;
const { PluginKey, TextSelection } = pm.state;
const KEY = new PluginKey("newsroomRemarks");

const leaf = (node) => (node.type.name === "hardBreak" ? "\u2028" : "\ufffc");
const textAt = (doc, from, to) => doc.textBetween(from, to, "\n", leaf);

const mapped = (rows, tr) =>
    rows
        .map((row) => ({
            ...row,
            from: tr.mapping.map(row.from, 1),
            to: tr.mapping.map(row.to, -1),
            fixFrom: tr.mapping.map(row.fixFrom, row.fixFrom === row.fixTo ? -1 : 1),
            fixTo: tr.mapping.map(row.fixTo, -1),
        }))
        // What was written into is told anew by the next reading.
        .filter((row) => row.from < row.to && textAt(tr.doc, row.from, row.to) === row.text && row.fixFrom <= row.fixTo);

const drawn = (doc, rows, current) =>
    DecorationSet.create(
        doc,
        rows.map((row) =>
            Decoration.inline(row.from, row.to, {
                class: `nr-remark nr-remark-${row.severity}${row.key === current ? " nr-remark-current" : ""}`,
                title: row.reason,
            }),
        ),
    );

const state = (doc, rows, current) => ({ rows, current, drawn: drawn(doc, rows, current) });

const rowOf = (editorState, key) => KEY.getState(editorState)?.rows.find((row) => row.key === key);

export const Remarks = Extension.create({
    name: "remarks",
    addProseMirrorPlugins: () => [
        new Plugin({
            key: KEY,
            state: {
                init: () => ({ rows: [], current: null, drawn: DecorationSet.empty }),
                apply(tr, old) {
                    const told = tr.getMeta(KEY);
                    if (!told && !tr.docChanged) return old;
                    const rows = told?.rows?.filter((row) => row.to <= tr.doc.content.size && row.fixTo <= tr.doc.content.size);
                    return state(tr.doc, rows ?? (tr.docChanged ? mapped(old.rows, tr) : old.rows), told ? (told.current ?? null) : old.current);
                },
            },
            props: {
                decorations: (editorState) => KEY.getState(editorState).drawn,
                handleClick(view, place) {
                    const row = KEY.getState(view.state).rows.find(({ from, to }) => from <= place && place <= to);
                    if (row) document.dispatchEvent(new CustomEvent("nr:remark", { detail: { key: row.key } }));
                    return false;
                },
            },
        }),
    ],
    addCommands: () => ({
        setRemarks:
            (rows) =>
            ({ tr, state: editorState }) => {
                tr.setMeta(KEY, { rows, current: KEY.getState(editorState).current }).setMeta("addToHistory", false);
                return true;
            },
        showRemark:
            (key, focus = true) =>
            ({ tr, state: editorState, view }) => {
                const row = rowOf(editorState, key);
                tr.setMeta(KEY, { current: row ? key : null }).setMeta("addToHistory", false);
                if (!row || !focus) return Boolean(row);
                tr.setSelection(TextSelection.create(tr.doc, row.from, row.to));
                view.focus();
                const { node } = view.domAtPos(row.from);
                (node.nodeType === 1 ? node : node.parentElement).scrollIntoView({ block: "center", behavior: "instant" });
                return true;
            },
        fixRemark:
            (key) =>
            ({ tr, state: editorState, view }) => {
                const row = rowOf(editorState, key);
                if (!row || row.suggestion === null || textAt(tr.doc, row.fixFrom, row.fixTo) !== row.fixText) return false;
                pm.history.closeHistory(tr);
                if (row.suggestion) tr.insertText(row.suggestion, row.fixFrom, row.fixTo);
                else tr.delete(row.fixFrom, row.fixTo);
                tr.setSelection(TextSelection.create(tr.doc, row.fixFrom + row.suggestion.length));
                tr.scrollIntoView();
                view.focus();
                return true;
            },
    }),
});
