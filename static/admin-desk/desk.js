// Every page of the desk: filters of lists apply as soon as something is chosen; what Django leaves without a name gets one.
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

    // An open menu closes by Escape, and by a press outside of it.
    const closed = (menu) => {
        menu.open = false;
        if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    };
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") document.querySelectorAll(".nr-menu[open]").forEach(closed);
    });
    document.addEventListener("click", (event) => {
        for (const menu of document.querySelectorAll(".nr-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    });

    // The corner of a table of rows is no heading of anything.
    for (const corner of document.querySelectorAll("th.original:empty")) {
        const cell = document.createElement("td");
        cell.className = corner.className;
        corner.replaceWith(cell);
    }
    for (const box of document.querySelectorAll("td.delete input:not([aria-label])")) {
        const heading = box.closest("table").querySelector("thead tr > :last-child");
        if (!box.closest("label")) box.setAttribute("aria-label", heading.textContent.trim());
    }
    // Django's boxes that choose rights are made when the page has loaded; the name of their mark needs a role to be read.
    window.addEventListener("load", () => {
        for (const mark of document.querySelectorAll("span.help-tooltip[aria-label]")) mark.setAttribute("role", "img");
    });

    // select2 speaks through jQuery's events alone.
    const jQuery = window.django && window.django.jQuery;
    if (jQuery) {
        jQuery(document).on("change", ".nr-filter select", (event) => event.target.form.requestSubmit());
    }
}
