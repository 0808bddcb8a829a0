// The search: needs no server, looks at the index of this tongue. Without a script the list of aids is all there.
(function () {
  "use strict";
  var box = document.querySelector(".search");
  var field = document.getElementById("search");
  var list = document.getElementById("search-results");
  var count = document.getElementById("search-count");
  if (!box || !window.RULESPEC_INDEX) { return; }
  box.hidden = false;
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/’/g, "'");
  }
  function show() {
    var words = plain(field.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    count.textContent = "";
    if (!words.length) { return; }
    var found = window.RULESPEC_INDEX.filter(function (item) {
      return words.every(function (word) { return item.t.indexOf(word) >= 0; });
    });
    found.sort(function (a, b) { return rank(b, words) - rank(a, words) || a.n.localeCompare(b.n); });
    count.textContent = found.length ? document.body.dataset.found.replace("{count}", found.length) : document.body.dataset.none;
    found.slice(0, 20).forEach(function (item) {
      var line = document.createElement("li");
      var link = document.createElement("a");
      link.href = item.u;
      link.textContent = item.n;
      line.appendChild(link);
      if (item.o) { line.appendChild(document.createTextNode(" – " + item.o)); }
      list.appendChild(line);
    });
  }
  function rank(item, words) {
    var name = plain(item.n);
    return words.filter(function (word) { return name.indexOf(word) >= 0; }).length;
  }
  field.addEventListener("input", show);
})();
