/**
 * Returns the displayed name of a call: its function and the label that the program gave to its task, such as
 * `fetchPage page 3`. A label that contains the function's name is used alone. A label that only adds the module
 * (`shop.fetchPage`) is left out.
 */
export function laneName(name: string, label: string | undefined): string {
	if (label === undefined || label === '' || label === name || label.endsWith(`.${name}`)) return name;
	return label.includes(name) ? label : `${name} ${label}`;
}
