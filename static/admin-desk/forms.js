// Forms of the desk: counters under the texts, the preview of a chosen picture.
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many));
    const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

    const under = (element) => {
        const note = document.createElement("p");
        note.className = "nr-count";
        element.after(note);
        return note;
    };

    const countLetters = (field) => {
        const note = under(field);
        const most = Number(field.dataset.nrCount);
        const show = () => {
            const count = [...field.value.trim()].length;
            const text = ngettext("%(count)s letter, at best at most %(most)s", "%(count)s letters, at best at most %(most)s", count);
            note.textContent = fill(text, { count, most });
            note.classList.toggle("nr-warn", count > most);
        };
        field.addEventListener("input", show);
        show();
    };

    // 180 words a minute, as articles/text/markup.py counts.
    const countWords = (textarea, editor) => {
        const note = under(textarea.closest(".prose-editor"));
        const show = () => {
            const words = editor.getText({ blockSeparator: "\n" }).split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
            const count = words.length;
            const letters = [...editor.getText({ blockSeparator: "" })].length;
            const minutes = Math.max(1, Math.ceil(count / 180));
            const length = fill(ngettext("%(count)s word", "%(count)s words", count), { count });
            const time = fill(ngettext("%(count)s minute to read", "%(count)s minutes to read", minutes), { count: minutes });
            const written = fill(ngettext("%(count)s character", "%(count)s characters", letters), { count: letters });
            note.textContent = count ? `${length} · ${written} · ${time}` : length;
        };
        editor.on("update", show);
        show();
    };

    const previewPictures = (jQuery) => {
        jQuery(document).on("change", "select", (event) => {
            const preview = document.querySelector(`[data-nr-preview-of="${event.target.id}"]`);
            if (!preview) return;
            preview.hidden = !event.target.value;
            if (event.target.value) preview.src = preview.dataset.pattern.replace("/0/", `/${event.target.value}/`);
        });
    };

    // select2 names its box by the chosen value alone: the field's own name goes before it.
    const nameBoxes = () => {
        for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
            const box = select.nextElementSibling?.querySelector(".select2-selection");
            const value = select.nextElementSibling?.querySelector(".select2-selection__rendered");
            if (!box || !value) continue;
            // A text field inside of a combobox would need a name of its own.
            value.removeAttribute("role");
            value.removeAttribute("aria-readonly");
            const label = select.labels?.[0];
            if (label) {
                label.id ||= `${select.id}_label`;
                box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
            } else if (select.hasAttribute("aria-label")) {
                box.removeAttribute("aria-labelledby");
                box.setAttribute("aria-label", select.getAttribute("aria-label"));
            }
        }
    };

    document.addEventListener("prose-editor:ready", ({ detail }) => countWords(detail.textarea, detail.editor));
    // After Django's own listeners, which make the boxes.
    document.addEventListener("formset:added", () => setTimeout(nameBoxes));
    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("textarea[data-nr-count]").forEach(countLetters);
        if (window.django && window.django.jQuery) {
            previewPictures(window.django.jQuery);
            window.django.jQuery(() => setTimeout(nameBoxes));
        }
        // The conflict's and the lists' buttons must not lose what is typed without a word.
        for (const form of document.querySelectorAll("form[data-nr-confirm]")) {
            form.addEventListener("submit", (event) => {
                if (!window.confirm(gettext("What you have typed and not saved will be lost. Go on?"))) event.preventDefault();
            });
        }
    });
}
