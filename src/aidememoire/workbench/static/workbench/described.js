/* What programs can ask, described from the one description that the server gives; nothing is fetched from elsewhere. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("described");
  SwaggerUIBundle({
    url: place.dataset.description, domNode: place, deepLinking: false, validatorUrl: null, defaultModelsExpandDepth: -1,
    presets: [SwaggerUIBundle.presets.apis], persistAuthorization: false,
  });
});
