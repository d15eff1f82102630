import "../sign-in.js";
