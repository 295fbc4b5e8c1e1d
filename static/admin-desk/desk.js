// Every page of the desk: filters of lists apply as soon as something is chosen.
"use strict";

{
    // The date filter's form keeps what else the address filters by.
    for (const form of document.querySelectorAll("form[data-keep]")) {
        const own = form.dataset.keep.split(" ");
        for (const [name, value] of new URLSearchParams(location.search)) {
            if (own.includes(name) || name === "p") continue;
            const input = document.createElement("input");
            Object.assign(input, { type: "hidden", name, value });
            form.append(input);
        }
    }

    // «/» leads to the search, as long as nothing is being written.
    const search = document.querySelector(".nr-search input");
    document.addEventListener("keydown", (event) => {
        const writing = event.target.closest("input, textarea, select, [contenteditable=true]");
        if (!search || event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        search.focus();
    });

    // select2 speaks through jQuery's events alone.
    const jQuery = window.django && window.django.jQuery;
    if (jQuery) {
        jQuery(document).on("change", ".nr-filter select", (event) => event.target.form.requestSubmit());
    }
}
