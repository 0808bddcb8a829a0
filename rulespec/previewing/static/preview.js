// Without this file all works; with it, a page says when the rules have changed since it was made.
(function () {
  "use strict";
  var body = document.body;
  var made = body.dataset.version;
  function look() {
    fetch("/version", { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (now) {
        if (now === made || now.indexOf("…") >= 0 || document.getElementById("changed")) { return; }
        var notice = document.createElement("p");
        notice.id = "changed";
        notice.className = "notice";
        notice.setAttribute("role", "status");
        notice.textContent = body.dataset.changed + " ";
        var link = document.createElement("a");
        link.href = location.href;
        link.textContent = body.dataset.reload;
        notice.appendChild(link);
        document.getElementById("content").prepend(notice);
      })
      .catch(function () { /* the server was stopped */ });
  }
  setInterval(look, 2000);
  var errors = document.getElementById("errors");
  if (errors) { errors.focus(); }
})();
