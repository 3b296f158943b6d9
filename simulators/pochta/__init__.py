"""A stand-in of the tracking services of «Почта России»: rtm34 (SOAP 1.2) and fc (SOAP 1.1).

It is as strict as the published protocol (tracking.pochta.ru/specification). What the operator does not publish was
chosen here and is marked «Chosen».
"""
