/**
 * The test button and the preview of Settings > Cognipress.
 */
( function () {
	const button = document.getElementById( 'cognipress-test' );
	const list = document.getElementById( 'cognipress-findings' );

	function show( findings ) {
		list.replaceChildren(
			...findings.map( function ( finding ) {
				const item = document.createElement( 'li' );
				item.textContent = ( finding.status === 'good' ? '✓ ' : '✗ ' ) + finding.text;
				return item;
			} )
		);
	}

	button.addEventListener( 'click', async function () {
		button.disabled = true;
		list.replaceChildren();
		try {
			const path = '/cognipress/v1/connection-test';
			show( ( await wp.apiFetch( { path, method: 'POST' } ) ).findings );
		} catch ( error ) {
			show( [ { status: 'critical', text: button.dataset.failure + ' ' + error.message } ] );
		}
		button.disabled = false;
	} );

	const groups = document.getElementById( 'cognipress-groups' );
	const map = document.getElementById( 'cognipress-role-map' );
	const roles = document.getElementById( 'cognipress-roles' );
	let timer;
	let asked = 0;

	async function preview() {
		const number = ++asked;
		let text;
		try {
			const path = '/cognipress/v1/role-preview';
			const data = { groups: groups.value, map: map.value };
			text = ( await wp.apiFetch( { path, method: 'POST', data } ) ).roles.join( ', ' );
		} catch ( error ) {
			text = error.message;
		}
		if ( number === asked ) {
			roles.textContent = text;
		}
	}

	for ( const field of [ groups, map ] ) {
		field.addEventListener( 'input', function () {
			clearTimeout( timer );
			timer = setTimeout( preview, 300 );
		} );
	}
} )();
