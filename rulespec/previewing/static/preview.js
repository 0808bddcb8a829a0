// Without this file all works; with it, a page says what has been saved since it was made, and results are computed again.
(function () {
  "use strict";
  var body = document.body;
  var made = body.dataset.version;
  var shown = made;
  var page = document.getElementById("page");
  var form = document.getElementById("questions") || document.getElementById("choice");

  // Answers that are not sent yet go with the reload: nothing typed is lost.
  function offer() {
    if (!form || document.getElementById("changed")) { return; }
    var notice = document.createElement("p");
    notice.id = "changed";
    notice.className = "notice";
    notice.textContent = body.dataset.changed + " ";
    var button = document.createElement("button");
    button.type = "submit";
    button.className = "small";
    button.setAttribute("form", form.id);
    if (form.id === "questions") { button.name = "action"; button.value = "edit"; } else { button.setAttribute("formaction", location.pathname.replace("simulation", "")); }
    button.textContent = body.dataset.reload;
    notice.appendChild(button);
    document.getElementById("notices").appendChild(notice);
  }

  function put(text, isNew) {
    var fresh = new DOMParser().parseFromString(text, "text/html");
    var notices = fresh.getElementById("notices");
    if (!notices) { return; }
    document.getElementById("notices").innerHTML = notices.innerHTML;
    if (page.hasAttribute("data-live") && fresh.getElementById("page")) {
      var open = Array.prototype.map.call(page.querySelectorAll("details[open]"), function (item) { return item.id; });
      var focus = document.activeElement && page.contains(document.activeElement) ? document.activeElement.closest("[id]").id : "";
      page.innerHTML = fresh.getElementById("page").innerHTML;
      open.forEach(function (id) { var item = document.getElementById(id); if (item) { item.open = true; } });
      var found = focus && document.getElementById(focus);
      if (found) { (found.querySelector("summary, button") || found).focus(); }
    } else if (isNew) {
      offer();
    }
  }

  function look() {
    if (document.hidden) { return; }
    fetch("/version", { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (now) {
        if (now === shown) { return null; }
        return fetch(location.href, { cache: "no-store" }).then(function (answer) { return answer.text(); }).then(function (text) {
          shown = now;
          put(text, now.indexOf("…") < 0 && now !== made);
        });
      })
      .catch(function () { /* the server was stopped */ });
  }

  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
  var errors = document.getElementById("errors");
  if (errors) { errors.focus(); }
})();
