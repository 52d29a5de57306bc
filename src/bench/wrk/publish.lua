-- One event a request, as a small program would publish it.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"order":4711,"customer":"Contoso","amount":129.95,"currency":"EUR","items":[{"sku":"A-1","count":2}]}'
