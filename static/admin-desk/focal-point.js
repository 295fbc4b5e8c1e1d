// The focal point by keyboard too (two sliders), and what each crop of the site will show of the picture.
"use strict";

{
    const gettext = window.gettext || ((text) => text);
    const CROPS = [
        ["16:9", "16 / 9"],
        ["4:3", "4 / 3"],
        ["1:1", "1 / 1"],
    ];

    const enhance = (box) => {
        const value = document.getElementById(box.dataset.ppoiId);
        const picture = box.querySelector(".imagefield-preview-image");
        if (!value || !picture) return;
        picture.alt = gettext("The picture; a click sets its focal point.");

        const crops = CROPS.map(([name, ratio]) => {
            const image = Object.assign(document.createElement("img"), { src: picture.src, alt: "" });
            image.style.aspectRatio = ratio;
            const caption = Object.assign(document.createElement("figcaption"), { textContent: name, dir: "ltr" });
            const figure = document.createElement("figure");
            figure.append(image, caption);
            return [figure, image];
        });
        const row = Object.assign(document.createElement("div"), { className: "nr-crops" });
        row.append(...crops.map(([figure]) => figure));

        const sliders = [gettext("Focal point, from the left"), gettext("Focal point, from the top")].map((text) => {
            const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, dir: "ltr" });
            const label = Object.assign(document.createElement("label"), { className: "nr-slider" });
            label.append(text, slider);
            return [label, slider];
        });
        box.querySelector(".imagefield-preview").after(...sliders.map(([label]) => label), row);

        const read = () => value.value.split("x").map((part) => Number.parseFloat(part) * 100);
        const show = () => {
            const [x, y] = read();
            sliders[0][1].value = x;
            sliders[1][1].value = y;
            crops.forEach(([, image]) => {
                image.style.objectPosition = `${x}% ${y}%`;
            });
            const point = box.querySelector(".imagefield-point");
            if (point) {
                point.style.left = `${x}%`;
                point.style.top = `${y}%`;
            }
        };
        for (const [, slider] of sliders) {
            slider.addEventListener("input", () => {
                value.value = sliders.map(([, one]) => (one.valueAsNumber / 100).toFixed(3)).join("x");
                show();
            });
        }
        // imagefield's own script answers the click first.
        document.body.addEventListener("click", (event) => event.target === picture && show());
        show();
    };

    window.addEventListener("load", () => document.querySelectorAll(".imagefield[data-ppoi-id]").forEach(enhance));
}
