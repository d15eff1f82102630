import domReady from "@wordpress/dom-ready";

// WordPress brings @wordpress/dom-ready; the package is the bundle's own.
domReady(() => import("../../sign-in.js"));
