// Several pictures: sent one after the other, so that one refused file holds up no other, and each tells how it fared.
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const form = document.querySelector("form.nr-upload");
    const field = form.querySelector('input[type="file"]');
    const list = form.querySelector(".nr-taken");
    const next = form.querySelector("[data-nr-next]");
    const keys = new URLSearchParams();

    const row = (file) => {
        const item = document.createElement("li");
        const words = document.createElement("div");
        const name = Object.assign(document.createElement("b"), { textContent: file.name, dir: "auto" });
        const state = Object.assign(document.createElement("span"), { textContent: gettext("Waiting") });
        words.append(name, state);
        item.append(words);
        list.append(item);
        return { item, words, state };
    };

    const send = (file, onProgress) =>
        new Promise((resolve, reject) => {
            const data = new FormData(form);
            data.delete("pictures");
            data.append("pictures", file);
            const request = new XMLHttpRequest();
            request.open("POST", location.href);
            request.setRequestHeader("Accept", "application/json");
            request.responseType = "json";
            request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
            request.addEventListener("load", () => (request.response ? resolve(request.response) : reject(new Error(request.status))));
            request.addEventListener("error", reject);
            request.send(data);
        });

    const refused = (shown, text) => {
        shown.item.className = "nr-refused";
        shown.state.className = "nr-warn";
        shown.state.textContent = text;
    };

    const link = (image) => Object.assign(document.createElement("a"), { href: image.address, textContent: image.name, dir: "auto" });

    const tell = (shown, picture) => {
        if (picture.error) return refused(shown, picture.error);
        shown.item.prepend(Object.assign(document.createElement("img"), { src: picture.image.thumb, alt: "" }));
        shown.state.textContent = picture.known ? gettext("was in the library already") : gettext("taken");
        if (picture.alike.length) {
            const warning = Object.assign(document.createElement("span"), { className: "nr-warn", textContent: `${gettext("Looks like:")} ` });
            picture.alike.forEach((image, place) => warning.append(place ? gettext(", ") : "", link(image)));
            shown.words.append(warning);
        }
        keys.append("pk", picture.image.pk);
        next.href = `${form.dataset.nrDescribe}?${keys}`;
        next.hidden = false;
        return undefined;
    };

    const upload = async (files) => {
        const waiting = files.map((file) => [file, row(file)]);
        for (const [file, shown] of waiting) {
            const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: file.name });
            shown.state.replaceChildren(bar);
            try {
                const answer = await send(file, (part) => { bar.value = part; });
                if (answer.pictures.length) tell(shown, answer.pictures[0]);
                else refused(shown, Object.values(answer.errors).flat().join(" "));
            } catch {
                refused(shown, gettext("Could not be sent: try again."));
            }
        }
        field.value = "";
    };

    form.addEventListener("submit", (event) => {
        if (!field.files.length) return;
        event.preventDefault();
        upload([...field.files]);
    });

    const area = form.querySelector(".nr-drop");
    for (const name of ["dragover", "dragleave", "drop"]) {
        area.addEventListener(name, (event) => {
            event.preventDefault();
            area.classList.toggle("nr-over", name === "dragover");
            if (name === "drop") upload([...event.dataTransfer.files].filter((file) => file.type.startsWith("image/")));
        });
    }
}
