/** The lesson plan's button to print it; without scripts the browser's own menu does it. */
const button = document.querySelector('button');
button.hidden = false;
button.addEventListener('click', () => window.print());
