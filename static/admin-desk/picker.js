// The library's window: hands the chosen picture to the body's editor, in the way that django-prose-editor listens to.
"use strict";

{
    const list = document.querySelector("[data-nr-editor]");
    list?.addEventListener("click", (event) => {
        const chosen = event.target.closest("button[data-url]");
        const tools = window.opener?.CKEDITOR?.tools;
        if (!chosen || !tools) return;
        const { id, url, alt, caption, credit } = chosen.dataset;
        tools.callFunction(list.dataset.nrEditor, url, { id, alternative_text: alt, caption: [caption, credit && `(${credit})`].filter(Boolean).join(" ") });
        window.close();
    });
}
